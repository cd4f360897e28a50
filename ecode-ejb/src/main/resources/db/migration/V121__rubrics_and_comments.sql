-- By what criteria people judge the submissions to an assignment.
create table rubrics (
    assignment uuid   primary key references assignments on delete cascade,
    criteria   text   not null, -- JSON
    version    bigint not null default 0
);

-- Which level of a criterion a submission reached.
create table rubric_choices (
    id         uuid        primary key,
    submission uuid        not null references submissions on delete cascade,
    assignment uuid        not null references assignments,
    criterion  uuid        not null,
    level      uuid        not null,
    note       text        not null,
    by_name    text        not null,
    at         timestamptz not null,
    version    bigint      not null default 0,
    unique (submission, criterion)
);

create index rubric_choices_of_assignments on rubric_choices (assignment);

-- What people say of a line of a submission, or without one of all of it.
create table submission_comments (
    id         uuid        primary key,
    submission uuid        not null references submissions on delete cascade,
    assignment uuid        not null references assignments,
    path       text,
    line       integer     check (line >= 1),
    text       text        not null,
    by_name    text        not null,
    at         timestamptz not null,
    version    bigint      not null default 0,
    check ((path is null) = (line is null))
);

create index submission_comments_of_submissions on submission_comments (submission);
create index submission_comments_of_assignments on submission_comments (assignment);
