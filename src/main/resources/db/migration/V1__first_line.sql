-- Every primary key and unique index starts with the tenant, and no foreign key leaves a tenant,
-- so that the tables can be distributed by tenant without a rewrite (law 6).

-- A Jira site that has, or had, Towline.
create table tenant (
    tenant_id       uuid primary key,
    client_key      text not null,                 -- Connect's name of one installation of a site
    base_url        text not null,                 -- of the Jira site, without a trailing slash
    display_url     text not null,
    cloud_id        text,                          -- null until known
    shared_secret   bytea,                         -- sealed; null after uninstall
    previous_secret bytea,                         -- sealed; accepted until previous_until
    previous_until  timestamptz,
    state           text not null,                 -- installed | disabled | uninstalled
    installed_at    timestamptz not null,
    changed_at      timestamptz not null
);
-- The tenant is looked up by its client key before it is known: the one index that cannot start with the tenant.
create unique index tenant_client_key on tenant (client_key);

create table integration (
    tenant_id         uuid not null,
    integration_id    uuid not null,
    name              text not null,
    provider          text not null,
    paused            boolean not null default false,
    token_hash        bytea not null,              -- SHA-256 of the hook token now in force
    previous_token    bytea,                       -- hash; what came by it before token_rotated_at is still believed
    token_rotated_at  timestamptz,
    signing_secret    bytea not null,              -- sealed
    previous_secret   bytea,                       -- sealed; what came before secret_rotated_at may be signed with it
    secret_rotated_at timestamptz,
    description_keys  boolean not null default true, -- rule: take issue keys from pull request descriptions
    created_at        timestamptz not null,
    created_by        text not null,               -- Atlassian account id
    first_delivery_at timestamptz,
    last_delivery_at  timestamptz,
    version           bigint not null default 0,
    primary key (tenant_id, integration_id)
);

-- Hook tokens that were in force once: the door turns them away without asking the worker.
create table retired_hook_token (
    tenant_id      uuid not null,
    token_hash     bytea not null,
    integration_id uuid not null,
    retired_at     timestamptz not null,
    primary key (tenant_id, token_hash)
);
create index retired_hook_token_newest on retired_hook_token (retired_at);

-- One webhook call, without its body.
create table delivery (
    tenant_id      uuid not null,
    delivery_id    uuid not null,
    integration_id uuid not null,
    received_at    timestamptz not null,
    handled_at     timestamptz not null,
    event          text not null,
    repository     text not null,                  -- full name, '' when the body names none
    outcome        text not null,                  -- indexed | ignored | refused | quarantined
    reason         text not null,                  -- '' when indexed
    sender_id      text not null,                  -- the git server's own delivery id, '' when it sends none
    content_key    bytea,                          -- of what was said; null when refused or quarantined
    bytes          integer not null,
    issue_keys     text[] not null,
    entities       integer not null,
    primary key (tenant_id, delivery_id)
);
create unique index delivery_once on delivery (tenant_id, integration_id, content_key) where content_key is not null;
create index delivery_newest on delivery (tenant_id, received_at desc, delivery_id desc);

-- Sealed bodies that are too large for the queue, or that we could not read. They expire.
create table kept_body (
    tenant_id  uuid not null,
    body_id    uuid not null,
    sealed     bytea not null,
    why        text not null,                      -- oversize | quarantine
    expires_at timestamptz not null,
    primary key (tenant_id, body_id)
);
create index kept_body_expiry on kept_body (tenant_id, expires_at);

-- The head of a tenant's change log. Locking this row is what puts a tenant's changes in one order.
create table change_head (
    tenant_id uuid primary key,
    position  bigint not null
);

create table change (
    tenant_id      uuid not null,
    position       bigint not null,
    kind           text not null,                  -- see index.Change.Kind
    integration_id uuid not null,
    repository     text not null,
    entity         text not null,
    issue_keys     text[] not null,                -- linked now or until now
    at             timestamptz not null,
    primary key (tenant_id, position)
);

create table repository (
    tenant_id      uuid not null,
    integration_id uuid not null,
    repository     text not null,                  -- the git server's stable id
    name           text not null,
    url            text not null,
    as_of          timestamptz not null,
    removed_at     timestamptz,
    primary key (tenant_id, integration_id, repository)
);

create table git_commit (
    tenant_id       uuid not null,
    integration_id  uuid not null,
    repository      text not null,
    sha             text not null,
    message         text not null,
    author_name     text not null,
    author_email    text not null,
    author_username text not null,
    authored_at     timestamptz not null,
    url             text not null,
    merge           boolean,                       -- null: the parents are not known
    file_count      integer,                       -- null: not told
    files           jsonb not null,                -- the first ten: [{"path","change"}]
    position        bigint not null,               -- of the change that last touched it
    primary key (tenant_id, integration_id, repository, sha)
);

-- Every movement of a ref that we were told of. The state of a branch is a function of this set, so order does not matter.
create table ref_update (
    tenant_id      uuid not null,
    integration_id uuid not null,
    repository     text not null,
    ref            text not null,                  -- full: refs/heads/x
    before         text not null,                  -- '' when not told; zeros when the ref was absent
    after          text not null,
    at             timestamptz not null,           -- of receipt where the server tells no time
    forced         boolean not null,
    url            text not null,                  -- the ref's web page
    listed         integer not null,               -- commits in the body
    total          integer,                        -- commits in the push; null: not told
    primary key (tenant_id, integration_id, repository, ref, at, before, after)
);

create table branch (
    tenant_id      uuid not null,
    integration_id uuid not null,
    repository     text not null,
    name           text not null,
    head           text not null,                  -- '' when not known
    at             timestamptz not null,
    removed        boolean not null,
    url            text not null,
    position       bigint not null,
    primary key (tenant_id, integration_id, repository, name)
);
-- A commit that arrives after the branch that it heads completes that branch.
create index branch_head on branch (tenant_id, integration_id, repository, head);

create table pull_request (
    tenant_id        uuid not null,
    integration_id   uuid not null,
    repository       text not null,
    number           text not null,
    title            text not null,
    state            text not null,                -- open | draft | merged | declined
    author_name      text not null,
    author_email     text not null,
    author_username  text not null,
    author_url       text not null,
    author_avatar    text not null,
    author_told_at   timestamptz,                  -- null: never told
    source_branch    text not null,
    source_url       text not null,
    from_fork        boolean not null,
    target_branch    text not null,
    target_url       text not null,
    url              text not null,
    updated_at       timestamptz not null,
    comment_count    integer,                      -- null, as its time, when never told
    comments_told_at timestamptz,
    requested        jsonb not null,               -- people asked to review: [{"name","username","url","avatar"}]
    description_keys text[] not null,
    position         bigint not null,
    primary key (tenant_id, integration_id, repository, number)
);

create table review (
    tenant_id      uuid not null,
    integration_id uuid not null,
    repository     text not null,
    number         text not null,                  -- of the pull request
    reviewer       text not null,                  -- user name, or name where the server has none
    name           text not null,
    username       text not null,
    url            text not null,
    avatar         text not null,
    decision       text not null,                  -- approved | needs_work | withdrawn
    at             timestamptz not null,
    primary key (tenant_id, integration_id, repository, number, reviewer)
);

create table issue_link (
    tenant_id      uuid not null,
    issue_key      text not null,
    kind           text not null,                  -- commit | branch | pull_request
    integration_id uuid not null,
    repository     text not null,
    entity         text not null,
    primary key (tenant_id, issue_key, kind, integration_id, repository, entity)
);
create index issue_link_entity on issue_link (tenant_id, integration_id, repository, kind, entity);

-- How far each tenant's log has been brought to Jira, and what stands in the way.
create table devinfo_progress (
    tenant_id    uuid primary key,
    position     bigint not null,
    leased_until timestamptz not null,
    retry_at     timestamptz not null,
    failures     integer not null,
    trouble      text not null,                    -- '' when none; else words for the administrator
    installed_at timestamptz                       -- of the installation uploaded to: another one begins with an empty Jira, and everything is sent again
);

-- What Jira was last told of each entity, and what it answered.
create table devinfo_sent (
    tenant_id      uuid not null,
    integration_id uuid not null,
    repository     text not null,
    kind           text not null,
    entity         text not null,
    position       bigint not null,                -- the updateSequenceId sent
    outcome        text not null,                  -- accepted | failed | unknown_keys | deleted
    message        text not null,
    at             timestamptz not null,
    primary key (tenant_id, integration_id, repository, kind, entity)
);
-- What Jira refused is shown to administrators and asked about again; it is a small part of what was sent.
create index devinfo_sent_refused on devinfo_sent (tenant_id, at) where outcome in ('failed', 'unknown_keys');

create table realtime_ticket (
    tenant_id   uuid not null,
    ticket_hash bytea not null,
    account_id  text not null,
    channels    jsonb not null,
    expires_at  timestamptz not null,
    primary key (tenant_id, ticket_hash)
);
