-- Amazon SNS topics that were subscribed to an integration's hook URL: asked about, confirmed by an administrator, ended.
create table sns_subscription (
    tenant_id      uuid not null,
    integration_id uuid not null,
    topic_arn      text not null,
    token          bytea,                         -- sealed; null when there is no question open
    asked_at       timestamptz not null,
    confirmed_at   timestamptz,                   -- null: never; messages of this topic are not believed
    confirmed_by   text,                          -- Atlassian account id
    ended_at       timestamptz,                   -- what arrived before is still believed
    primary key (tenant_id, integration_id, topic_arn)
);
create index sns_subscription_unconfirmed on sns_subscription (tenant_id, asked_at) where confirmed_at is null;
