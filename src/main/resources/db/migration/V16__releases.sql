-- By which commits a deployment brings what the one before it had not.

-- The commits that a push listed, so that those between two places of a history are known. Empty for pushes of before.
alter table ref_update add column commits text[] not null default '{}';
-- A history is walked from place to place, whatever ref moved.
create index ref_update_after on ref_update (tenant_id, integration_id, repository, after);
create index ref_update_before on ref_update (tenant_id, integration_id, repository, before);

alter table deployment
    add column begun_at  timestamptz,              -- of the earliest state that was told; null, of rows of before: updated_at
    add column succeeded boolean;                  -- whether it ever was successful; null: whether it is
