-- Students who work on an assignment together. What one of them submits is everybody's.
create table student_groups (
    id              uuid        primary key,
    assignment      uuid        not null references assignments on delete cascade,
    name            text        not null,
    created_by_name text        not null,
    created_at      timestamptz not null,
    version         bigint      not null default 0
);

create unique index student_groups_by_name on student_groups (assignment, lower(name));

create table student_group_members (
    id            uuid primary key,
    student_group uuid not null references student_groups on delete cascade,
    assignment    uuid not null,
    enrolment     uuid not null references enrolments on delete cascade,
    unique (assignment, enrolment)
);

create index student_group_members_of_groups on student_group_members (student_group);

create index student_group_members_of_enrolments on student_group_members (enrolment);

-- Whom a submission counts for: who made it, and who was in their group then. Never changed.
create table submission_people (
    id         uuid primary key,
    submission uuid not null references submissions on delete cascade,
    person     uuid not null,
    unique (submission, person)
);

insert into submission_people (id, submission, person) select gen_random_uuid(), id, person from submissions;

create index submission_people_of_persons on submission_people (person, submission);

-- The name of the group when it was made; null for one who worked alone.
alter table submissions add column group_name text;
