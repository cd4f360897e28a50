create table courses (
    id              uuid        primary key,
    organization    uuid        not null,
    title           text        not null,
    term            text        not null,
    time_zone       text        not null,
    -- who knows it joins as a student; null while nobody can
    invitation      text        unique,
    created_by_name text        not null,
    created_at      timestamptz not null,
    archived_at     timestamptz,
    version         bigint      not null default 0
);

create index courses_by_organization on courses (organization);

-- Somebody who has never signed in is known by the address of a roster until they do.
create table enrolments (
    id        uuid        primary key,
    course    uuid        not null references courses on delete cascade,
    person    uuid,
    user_name text,
    email     text,
    name      text        not null,
    role      text        not null check (role in ('TEACHER', 'ASSISTANT', 'STUDENT')),
    section   text,
    added_at  timestamptz not null,
    version   bigint      not null default 0,
    check (person is not null or email is not null),
    check ((person is null) = (user_name is null)),
    check (email = lower(email))
);

create unique index enrolments_of_persons on enrolments (course, person);
create unique index enrolments_of_addresses on enrolments (course, email);
create index enrolments_by_person on enrolments (person);
create index enrolments_waiting on enrolments (email) where person is null;
