-- What others may do with a terminal whose workspace they may visit.
alter table terminals
    add column sharing text not null default 'PRIVATE' check (sharing in ('PRIVATE', 'WATCH', 'TYPE'));
