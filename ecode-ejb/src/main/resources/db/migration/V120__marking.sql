-- What a student sees of automatic tests until the scores are released.
alter table assignments
    add column release text not null default 'AT_ONCE' check (release in ('AT_ONCE', 'PUBLIC_TESTS', 'HELD'));

-- What a person says in the place of one test, or of the whole score. Grading again leaves it as it is.
create table score_overrides (
    id         uuid           primary key,
    submission uuid           not null references submissions on delete cascade,
    assignment uuid           not null references assignments,
    -- its name; null for the whole score
    test       text,
    percent    integer        check (percent between 0 and 100),
    score      numeric(12, 4) check (score >= 0),
    -- what the tests said then: percent or points
    instead    numeric(12, 4),
    reason     text           not null,
    by_name    text           not null,
    at         timestamptz    not null,
    version    bigint         not null default 0,
    check ((test is null) = (percent is null)),
    check ((test is null) = (score is not null)),
    unique nulls not distinct (submission, test)
);

create index score_overrides_of_assignments on score_overrides (assignment);

-- What students are shown of their marks, as it was when it was released.
create table released_marks (
    submission       uuid           primary key references submissions on delete cascade,
    assignment       uuid           not null references assignments,
    person           uuid           not null,
    score            numeric(12, 4) not null,
    points           numeric(12, 4) not null,
    content          text           not null, -- JSON
    -- when the tests ended whose results it counts
    tested_at        timestamptz,
    released_at      timestamptz    not null,
    released_by_name text           not null
);

create index released_marks_of_assignments on released_marks (assignment, person);
