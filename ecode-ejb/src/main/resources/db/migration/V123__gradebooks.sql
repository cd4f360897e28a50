-- How the total of a course comes about; without a row as the platform has it.
create table gradebooks (
    course  uuid   primary key references courses on delete cascade,
    plan    text   not null, -- JSON: categories with weights, and what missing work counts
    version bigint not null default 0
);

-- To which category of the plan an assignment belongs; without a row to the first.
create table gradebook_assignments (
    assignment uuid primary key references assignments on delete cascade,
    category   uuid not null
);

-- What is judged outside of the platform.
create table gradebook_items (
    id               uuid           primary key,
    course           uuid           not null references courses on delete cascade,
    title            text           not null,
    points           numeric(12, 4) not null check (points > 0),
    category         uuid           not null,
    created_at       timestamptz    not null,
    released_at      timestamptz,
    released_by_name text,
    version          bigint         not null default 0,
    check ((released_at is null) = (released_by_name is null))
);

create index gradebook_items_of_courses on gradebook_items (course);

-- Scores of items, and what of them the student sees since it was released.
create table gradebook_scores (
    id         uuid           primary key,
    item       uuid           not null references gradebook_items on delete cascade,
    enrolment  uuid           not null references enrolments on delete cascade,
    score      numeric(12, 4) check (score >= 0),
    shown      numeric(12, 4) check (shown >= 0),
    shown_of   numeric(12, 4) check (shown_of > 0),
    by_name    text           not null,
    at         timestamptz    not null,
    version    bigint         not null default 0,
    check ((shown is null) = (shown_of is null)),
    unique (item, enrolment)
);

create index gradebook_scores_of_enrolments on gradebook_scores (enrolment);

-- What a teacher says of somebody's work in the place of what happened.
create table gradebook_rulings (
    id         uuid        primary key,
    assignment uuid        references assignments on delete cascade,
    item       uuid        references gradebook_items on delete cascade,
    enrolment  uuid        not null references enrolments on delete cascade,
    kind       text        not null check (kind in ('EXCUSED', 'MISSING')),
    reason     text        not null,
    by_name    text        not null,
    at         timestamptz not null,
    version    bigint      not null default 0,
    check (num_nonnulls(assignment, item) = 1),
    unique nulls not distinct (assignment, item, enrolment)
);

create index gradebook_rulings_of_enrolments on gradebook_rulings (enrolment);
create index gradebook_rulings_of_items on gradebook_rulings (item);
-- The grade book reads whole courses by their people.
create index submissions_by_person on submissions (person, assignment);
