-- Up to where something was begun to be told to Jira. Beyond the position it is not known what Jira has of it: a node died, or no answer came.
alter table devinfo_progress add column attempted bigint not null default 0;

-- Entities of which Jira knows some issues and not others (outcome partly_known): asked about again as the refused ones are.
create index devinfo_sent_partly on devinfo_sent (tenant_id, at) where outcome = 'partly_known';
