-- Jira's own events stand in the same log as the changes of the index, as identifiers only.
alter table change add column jira jsonb;          -- index.JiraEvent; null unless kind is JIRA

-- Webhooks that were brought into the log: Jira repeats one under the same identifier, and SQS may give out a message twice.
create table jira_webhook (
    tenant_id  uuid not null,
    identifier text not null,                      -- X-Atlassian-Webhook-Identifier
    at         timestamptz not null,
    primary key (tenant_id, identifier)
);
create index jira_webhook_age on jira_webhook (at);
