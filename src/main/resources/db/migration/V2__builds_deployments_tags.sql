-- One run of something that builds, at the newest state that we were told of.
create table build (
    tenant_id      uuid not null,
    integration_id uuid not null,
    repository     text not null,
    build          text not null,                  -- pipeline#number: the name of the run in links, changes and uploads
    pipeline       text not null,
    number         bigint not null,
    name           text not null,
    state          text not null,                  -- unknown | pending | in_progress | cancelled | failed | successful
    updated_at     timestamptz not null,
    url            text not null,
    sha            text not null,                  -- '' when not told
    ref            text not null,                  -- full: refs/heads/x; '' when not told
    text_keys      text[] not null,                -- issue keys in the texts that came with it
    position       bigint not null,
    primary key (tenant_id, integration_id, repository, build)
);
-- A commit that arrives after the builds of it gives them its issue keys.
create index build_commit on build (tenant_id, integration_id, repository, sha);

create table deployment (
    tenant_id      uuid not null,
    integration_id uuid not null,
    repository     text not null,
    deployment     text not null,                  -- environment#id: its name in links, changes and uploads
    environment    text not null,                  -- as the git server names it
    id             text not null,
    name           text not null,
    state          text not null,                  -- as of a build, or rolled_back
    updated_at     timestamptz not null,
    url            text not null,
    sha            text not null,
    ref            text not null,
    text_keys      text[] not null,
    position       bigint not null,
    primary key (tenant_id, integration_id, repository, deployment)
);
create index deployment_commit on deployment (tenant_id, integration_id, repository, sha);

-- A tag is a function of its movements in ref_update, as a branch is.
create table tag (
    tenant_id      uuid not null,
    integration_id uuid not null,
    repository     text not null,
    name           text not null,
    head           text not null,                  -- what it stands on: a commit, or a tag object of git's; '' when not known
    at             timestamptz not null,
    removed        boolean not null,
    url            text not null,
    position       bigint not null,
    primary key (tenant_id, integration_id, repository, name)
);
create index tag_head on tag (tenant_id, integration_id, repository, head);
