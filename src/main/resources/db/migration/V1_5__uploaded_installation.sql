-- The installation that was uploaded to. Another one begins with an empty Jira, and everything is sent again.
alter table devinfo_progress add column installed_at timestamptz;
