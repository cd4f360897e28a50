create table assignments (
    id               uuid        primary key,
    course           uuid        not null references courses on delete cascade,
    title            text        not null,
    statement        text        not null,
    points           integer     not null check (points between 0 and 10000),
    opens_at         timestamptz,
    due_at           timestamptz,
    closes_at        timestamptz,
    late_percent     integer     not null check (late_percent between 0 and 100),
    late_unit        text        not null check (late_unit in ('HOUR', 'DAY')),
    grace_minutes    integer     not null check (grace_minutes between 0 and 10080),
    attempts         integer     check (attempts between 1 and 1000),
    cooldown_seconds integer     not null check (cooldown_seconds between 0 and 86400),
    counting         text        not null check (counting in ('BEST', 'LAST', 'MEAN')),
    starter          uuid        references trees,
    created_by_name  text        not null,
    created_at       timestamptz not null,
    published_at     timestamptz,
    version          bigint      not null default 0,
    check (opens_at is null or due_at is null or opens_at < due_at),
    check (due_at is null or closes_at is null or due_at <= closes_at)
);

create index assignments_of_courses on assignments (course);

-- What one person may beyond what the assignment says.
create table extensions (
    id              uuid        primary key,
    assignment      uuid        not null references assignments on delete cascade,
    enrolment       uuid        not null references enrolments on delete cascade,
    due_at          timestamptz,
    closes_at       timestamptz,
    more_attempts   integer     not null check (more_attempts between 0 and 1000),
    reason          text        not null,
    granted_by_name text        not null,
    granted_at      timestamptz not null,
    version         bigint      not null default 0,
    unique (assignment, enrolment)
);

create index extensions_of_enrolments on extensions (enrolment);

-- Where somebody works on an assignment. Its row is locked while they submit, so that attempts are counted right.
create table assignment_workspaces (
    assignment uuid not null references assignments on delete cascade,
    person     uuid not null,
    workspace  uuid not null,
    primary key (assignment, person)
);

-- Never changed. They stay when their person leaves the course.
create table submissions (
    id          uuid        primary key,
    assignment  uuid        not null references assignments,
    person      uuid        not null,
    user_name   text        not null,
    name        text        not null,
    attempt     integer     not null check (attempt >= 1),
    tree        uuid        not null references trees,
    digest      text        not null,
    bytes       bigint      not null,
    entries     integer     not null,
    received_at timestamptz not null,
    -- what was due for this person when it was received; null for no date
    due_at      timestamptz,
    -- percent taken off for being late
    late_off    integer     not null check (late_off between 0 and 100),
    unique (assignment, person, attempt)
);

create index submissions_by_time on submissions (assignment, received_at desc);
