-- A comparison that Jira refuses ends, and says why.
alter table reconciliation add column trouble text not null default '';  -- '' when none; else words for the administrator
