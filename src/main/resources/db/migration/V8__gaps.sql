-- What is missing of a ref's history, and what was told of it afterwards.

alter table ref_update
    add column at_cap boolean not null default false, -- the list of commits may have been cut although no total says so
    add column reach  text not null default '';       -- the listed commit farthest from the tip; '' when none was listed

-- A hole is a place that was left and never entered.
create index ref_update_entered on ref_update (tenant_id, integration_id, repository, ref, after);

-- When the earliest push that listed the commit happened; null: only a repair told it. What is here already was told by pushes.
alter table git_commit add column told_at timestamptz default 'epoch';
alter table git_commit alter column told_at drop default;

-- What the set of movements says is missing, or rewritten. Whether it still stands is asked when it is read: a grace period
-- may have to pass, other pushes may have told the same commits, a repair may have closed it.
create table gap (
    tenant_id      uuid not null,
    integration_id uuid not null,
    repository     text not null,
    ref            text not null,                  -- full: refs/heads/x
    kind           text not null,                  -- missing | truncated | rewrite
    before         text not null,                  -- of the push that is truncated or rewrites; '' for missing
    after          text not null,                  -- of that push; for missing: the place that was left and never entered
    at             timestamptz not null,           -- of the earliest push that says so
    count          integer,                        -- commits missing; null: not known
    reach          text not null,                  -- of the truncated push
    noted_at       timestamptz not null,           -- by our clock: the grace period counts from here
    primary key (tenant_id, integration_id, repository, ref, kind, before, after)
);

-- The commits of a stretch of history that a repair told. A stretch is whole when as many rows are here as it has parts.
create table recount_part (
    tenant_id      uuid not null,
    integration_id uuid not null,
    repository     text not null,
    from_sha       text not null,                  -- zeros: from the beginning
    to_sha         text not null,
    parts          integer not null,
    part           integer not null,
    ref            text not null,                  -- for people: closing a gap asks for commits only
    commits        text[] not null,
    received_at    timestamptz not null,
    primary key (tenant_id, integration_id, repository, from_sha, to_sha, parts, part)
);
create index recount_part_commits on recount_part using gin (commits);

-- In which hours an integration spoke: what is usual for it, and so what is silence.
create table spoken_hour (
    tenant_id      uuid not null,
    integration_id uuid not null,
    hour           timestamptz not null,
    primary key (tenant_id, integration_id, hour)
);
insert into spoken_hour select distinct tenant_id, integration_id, date_trunc('hour', received_at, 'UTC') from delivery where outcome <> 'refused';
