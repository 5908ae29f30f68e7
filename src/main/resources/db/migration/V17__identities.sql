-- Which Atlassian account a person at a git server is, as an administrator said. Personal data: account_id and account_email.
create table identity (
    tenant_id      uuid not null,
    integration_id uuid not null,
    git_name       text not null,                  -- lower case: an e-mail, a user name, or a name, as the git server tells it
    account_email  text not null,                  -- '' when not said
    account_id     text not null,                  -- '' when not said
    changed_at     timestamptz not null,
    primary key (tenant_id, integration_id, git_name)
);
-- Jira tells of accounts that were closed.
create index identity_account on identity (tenant_id, account_id) where account_id <> '';
