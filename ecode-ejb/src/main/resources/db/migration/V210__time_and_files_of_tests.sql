-- 0: what is usual
alter table test_suites add column wall_millis bigint not null default 0;
alter table test_suites add column file_bytes bigint not null default 0;
