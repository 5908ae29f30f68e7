-- Links by which a git administrator without access to Jira reads how to set up an integration.
create table setup_guide (
    tenant_id      uuid not null,
    guide_id       uuid not null,
    integration_id uuid not null,
    token_hash     bytea not null,                 -- SHA-256 of the token in the link
    sealed         bytea not null,                 -- hook URL and secret as far as they may be shown; opens with the token only
    with_secret    boolean not null,
    created_at     timestamptz not null,
    expires_at     timestamptz not null,
    primary key (tenant_id, guide_id)
);
create index setup_guide_integration on setup_guide (tenant_id, integration_id, created_at);
create index setup_guide_expiry on setup_guide (expires_at);
