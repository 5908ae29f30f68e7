-- For how many days the record of a delivery is kept, and with it what could not be read.
alter table integration add column kept_days integer not null default 30 check (kept_days between 3 and 30);
