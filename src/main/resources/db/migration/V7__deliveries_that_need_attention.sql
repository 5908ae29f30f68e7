-- The admin page asks for these at each look, and they are few: without the index it would read past every good delivery of a month.
create index delivery_attention on delivery (tenant_id, integration_id, outcome, received_at desc, delivery_id desc)
    where outcome in ('refused', 'quarantined', 'waiting');
