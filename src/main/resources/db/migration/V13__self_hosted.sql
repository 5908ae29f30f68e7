-- A site may belong to us by an OAuth client instead of an installed app. What was here before is of the app.
alter table tenant
    add column kind         text not null default 'connect',  -- connect | self_hosted
    add column oauth_client text;                             -- client id of the OAuth client that uploads; null where there is none

-- The password of the one who administers a self-hosted deployment.
create table local_administrator (
    tenant_id uuid primary key,
    password  text not null,                                  -- salted hash, with its parameters
    set_at    timestamptz not null
);

-- Who has logged in. The browser has the token, we its hash.
create table local_session (
    tenant_id  uuid not null,
    token_hash bytea not null,                                -- SHA-256
    began_at   timestamptz not null,
    seen_at    timestamptz not null,
    primary key (tenant_id, token_hash)
);
