-- How many days each student may move due dates by, in all of the course.
alter table courses add column late_days integer not null default 0 check (late_days between 0 and 365);

-- By how many days of theirs the due date of the assignment was moved then, with those of earlier attempts.
alter table submissions add column late_days integer not null default 0 check (late_days between 0 and 365);

create index submissions_of_people on submissions (person, assignment);
