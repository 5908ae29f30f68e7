-- Deliveries that wait in the database instead of the queue: what the queue did not take in time, and what a tenant has
-- beyond its share of the worker. A row goes when its delivery is handled. Times are the database's own: nodes need not agree on one.
create table waiting_delivery (
    tenant_id   uuid not null,
    delivery_id uuid not null,
    message     text not null,                     -- as on the queue; the call in it is sealed
    why         text not null,                     -- overflow | share
    attempts    integer not null,                  -- how often a worker took it, from the queue or from here
    arrived_at  timestamptz not null,              -- here
    due_at      timestamptz not null,              -- when a worker may take it: later while one has it, and after a failure
    expires_at  timestamptz not null,
    primary key (tenant_id, delivery_id)
);
create index waiting_delivery_due on waiting_delivery (tenant_id, due_at);
-- Sealed bytes do not compress: no time is spent on trying.
alter table waiting_delivery alter column message set storage external;
