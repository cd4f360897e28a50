-- A submission in the hands of somebody who judges it: held for a while, in the end done.
create table reviews (
    submission   uuid        primary key references submissions on delete cascade,
    assignment   uuid        not null references assignments,
    held_by      uuid,
    held_by_name text,
    held_until   timestamptz,
    done_at      timestamptz,
    done_by_name text,
    version      bigint      not null default 0,
    check ((held_by is null) = (held_until is null)),
    check ((held_by is null) = (held_by_name is null)),
    check ((done_at is null) = (done_by_name is null))
);

create index reviews_of_assignments on reviews (assignment);

-- What a student objects to in a released score, and what was answered.
create table complaints (
    id               uuid        primary key,
    submission       uuid        not null references submissions on delete cascade,
    assignment       uuid        not null references assignments,
    person           uuid        not null,
    text             text        not null,
    made_at          timestamptz not null,
    answer           text,
    answered_by_name text,
    answered_at      timestamptz,
    version          bigint      not null default 0,
    check ((answer is null) = (answered_at is null)),
    check ((answer is null) = (answered_by_name is null))
);

create unique index complaints_open on complaints (submission) where answer is null;
create index complaints_of_assignments on complaints (assignment, made_at);
