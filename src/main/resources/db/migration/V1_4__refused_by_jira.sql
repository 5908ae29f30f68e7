-- What Jira refused is shown to administrators and asked about again; it is a small part of what was sent.
create index devinfo_sent_refused on devinfo_sent (tenant_id, at) where outcome in ('failed', 'unknown_keys');
