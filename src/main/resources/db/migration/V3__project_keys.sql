-- Which project keys a Jira site has, as far as we have read, and which keys in git's texts are not linked because of it.

-- How the copy of a site's projects stands. Two pairs of counters rather than times: they do not depend on any clock,
-- and what is told while the work is under way is not lost.
create table site_projects (
    tenant_id     uuid primary key,
    told          bigint not null default 0,       -- times that Jira told of a change of its projects
    heeded        bigint not null default 0,       -- the value of told before the newest reading
    read_at       timestamptz,                     -- of the newest reading; null: never
    next_at       timestamptz not null,            -- nobody reads before: another node is at it, or Jira did not answer
    relink_wanted bigint not null default 0,       -- times that projects or an integration's allow-list changed
    relinked      bigint not null default 0        -- the value of relink_wanted before the newest relinking
);

-- Present and former keys: Jira resolves issue keys of before a project's rename, too.
create table project_key (
    tenant_id   uuid not null,
    project_key text not null,
    project_id  bigint not null,
    primary key (tenant_id, project_key)
);

-- Keys that an entity's text names and that link nothing for now. With issue_link it is all that the text names.
create table held_key (
    tenant_id      uuid not null,
    integration_id uuid not null,
    repository     text not null,
    kind           text not null,                  -- as in issue_link
    entity         text not null,
    issue_key      text not null,
    reason         text not null,                  -- unknown_project | not_allowed
    primary key (tenant_id, integration_id, repository, kind, entity, issue_key)
);

alter table integration add column projects text[] not null default '{}'; -- rule: keys of these projects only; empty: all
