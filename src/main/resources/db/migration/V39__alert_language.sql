-- In which language a site is told of trouble: that of the administrator who said where.
alter table alert_target add column language text not null default 'en';
