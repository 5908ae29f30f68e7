-- What an administrator says of names of deployment environments, where our own guess is not theirs.
create table environment_pattern (
    tenant_id      uuid not null,
    integration_id uuid not null,
    pattern        text not null,                  -- lower case; * stands for any run of characters
    type           text not null,                  -- production | staging | testing | development | unmapped
    primary key (tenant_id, integration_id, pattern)
);

-- What Jira and open pages are to be told of once more, because a rule of ours changed and not the thing itself. A walk through the
-- entities of one kind, in steps; the row goes with the last one.
create table resend (
    tenant_id      uuid not null,
    integration_id uuid not null,
    kind           text not null,                  -- as in issue_link
    which          text not null,                  -- of deployments the environment; of others a person
    repository     text not null,                  -- with entity where the walk stands; '' at its beginning
    entity         text not null,
    primary key (tenant_id, integration_id, kind, which)
);

-- Which environments there are, and what was deployed to one of them.
create index deployment_environment on deployment (tenant_id, integration_id, environment, repository, deployment);
