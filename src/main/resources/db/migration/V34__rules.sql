-- Rules: what of a delivery is taken in at all.
alter table integration
    add column repositories text[]  not null default '{}', -- patterns of names; empty: all. * stands for any run of characters
    add column branches     text[]  not null default '{}', -- the same
    add column file_names   boolean not null default true, -- keep the names of changed files
    add column emails       boolean not null default true, -- keep e-mail addresses
    add column edition      integer not null default 0;    -- how often its name or a rule was changed
