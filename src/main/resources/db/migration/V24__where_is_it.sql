-- Which changes of the log a delivery made, so that an entity leads to the delivery that last told of it, and back.
alter table delivery
    add column position bigint,                    -- of the change that closes it; null: of before this column
    add column changes  integer;                   -- how many changes before that one are its own
create unique index delivery_position on delivery (tenant_id, position) where position is not null;

-- What administrators did. It outlives what it was done to, and goes with the tenant.
create table audit (
    tenant_id  uuid not null,
    at         timestamptz not null,
    audit_id   uuid not null,
    account_id text not null,                      -- Atlassian account id; '' for the local administrator
    deed       text not null,                      -- see web.Deed
    subject    text not null,                      -- id of the integration or delivery
    named      text not null,                      -- what people call it, as it was called then
    primary key (tenant_id, at, audit_id)
);

-- Somebody misses an issue key: which texts name it, and why do they not link.
create index held_key_issue on held_key (tenant_id, issue_key);
