-- When each site's stored account ids are to be reported to Atlassian next.
create table account_report (
    tenant_id uuid primary key,
    next_at   timestamptz not null
);

-- Events of Jira's that still say who caused them: for a day.
create index change_named on change (at) where jira is not null and jira->>'by' <> '';
