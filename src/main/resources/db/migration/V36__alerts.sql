-- Where a site wants to be told that an integration has gone silent, fails, has gaps, or cannot be read.
create table alert_target (
    tenant_id uuid primary key,
    url       bytea not null,                      -- sealed: who knows it can write there
    host      text not null,                       -- of the url: as much of it as may be shown
    next_at   timestamptz not null,                -- nobody looks before: another node is at it, or the last message was not taken
    attempts  integer not null default 0,          -- failures in a row, of the message that is to be sent
    answer    text not null default '',            -- to the last message: see alert.Posted; '' before the first
    status    integer not null default 0,          -- of that answer; 0 when there was none
    said_at   timestamptz                          -- when the last message was sent
);
create index alert_target_next on alert_target (next_at);

-- What is the matter now, or was until a moment ago, and whether it was told.
create table alert (
    tenant_id      uuid not null,
    integration_id uuid not null,
    cause          text not null,                  -- silent | failing | gap | quarantine
    gone_at        timestamptz,                    -- null while it is the matter
    told           boolean not null default false,
    primary key (tenant_id, integration_id, cause)
);
