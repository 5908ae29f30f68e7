-- What Jira holds is compared with what it was told, repository by repository, and repaired: how far each tenant's comparison is.
create table reconciliation (
    tenant_id      uuid primary key,
    next_at        timestamptz not null,                    -- of the next step, or of the next comparison
    leased_until   timestamptz not null default 'epoch',    -- a node is at it
    running        boolean not null default false,
    last_integration uuid not null default '00000000-0000-0000-0000-000000000000', -- of the repository that was compared last
    last_repository  text not null default '',
    failures       integer not null default 0,              -- in a row, at the next repository
    compared       integer not null default 0,              -- repositories, of this comparison or the last
    told           integer not null default 0,              -- entities told again
    removed        integer not null default 0,              -- entities taken out
    failed         integer not null default 0,              -- repositories that could not be compared
    ended_at       timestamptz                              -- of the last comparison
);
create index reconciliation_next on reconciliation (next_at);

-- A comparison found a difference: what is told of it next is no news, and must move no issue.
alter table devinfo_sent add column found boolean not null default false;
