-- What each integration sent on each day (UTC), so that weeks are read without reading deliveries.
create table delivery_day (
    tenant_id      uuid not null,
    integration_id uuid not null,
    day            date not null,
    taken          integer not null,               -- indexed or ignored
    failed         integer not null,               -- refused or quarantined
    delay_ms       bigint not null,                -- from the door to the commit, of all of them together
    slowest_ms     bigint not null,
    primary key (tenant_id, integration_id, day)
);
insert into delivery_day
select tenant_id, integration_id, (received_at at time zone 'UTC')::date,
    count(*) filter (where outcome in ('indexed', 'ignored')), count(*) filter (where outcome not in ('indexed', 'ignored')),
    coalesce(sum(greatest(0, extract(epoch from handled_at - received_at) * 1000)), 0)::bigint,
    coalesce(max(greatest(0, extract(epoch from handled_at - received_at) * 1000)), 0)::bigint
from delivery where received_at > now() - interval '30 days' group by 1, 2, 3;
