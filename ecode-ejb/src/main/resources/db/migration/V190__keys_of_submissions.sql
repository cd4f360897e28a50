-- By which its sender would know it again, of those who named one.
alter table submissions add column request_key text;

create index submissions_by_key on submissions (assignment, person, request_key) where request_key is not null;
