-- What the submissions to an assignment are tested with.
create table test_suites (
    assignment          uuid        primary key references assignments on delete cascade,
    language            text        not null,
    main                text,
    cpu_millis          bigint      not null,
    memory_bytes        bigint      not null,
    processes           integer     not null,
    output_bytes        bigint      not null,
    -- whether students learn how many of the hidden tests passed
    tells_hidden_count  boolean     not null,
    changed_at          timestamptz not null,
    version             bigint      not null default 0
);

create table suite_tests (
    id          uuid             primary key,
    assignment  uuid             not null references test_suites on delete cascade,
    position    integer          not null,
    name        text             not null,
    visibility  text             not null check (visibility in ('PUBLIC', 'HIDDEN')),
    weight      integer          not null check (weight between 0 and 1000),
    input       text             not null,
    arguments   text             not null, -- a JSON array of texts
    expected    text             not null,
    comparison  text             not null check (comparison in ('EXACT', 'TOLERANT', 'NUMERIC', 'REGEX')),
    tolerance   double precision not null
);

create index suite_tests_of_suites on suite_tests (assignment, position);

-- The queue, and what came out of it: one row for each submission, which goes WAITING, RUNNING, DONE. Whoever runs it holds
-- its lease and says every few seconds that it is alive; a result is taken only from the holder, so each is graded once.
create table gradings (
    submission   uuid        primary key references submissions on delete cascade,
    assignment   uuid        not null references assignments,
    person       uuid        not null,
    state        text        not null check (state in ('WAITING', 'RUNNING', 'DONE')),
    -- the same person has submitted to the same assignment since: waits behind all that are the newest
    superseded   boolean     not null default false,
    queued_at    timestamptz not null,
    -- not before: after a fault of the platform
    next_at      timestamptz not null,
    tries        integer     not null default 0,
    lease        uuid,
    worker       text,
    alive_at     timestamptz,
    started_at   timestamptz,
    ended_at     timestamptz,
    suite        text, -- digest of what it was tested with
    passed       integer,
    weight       integer,
    score        numeric(12, 4),
    compile_output text,
    check ((state = 'RUNNING') = (lease is not null)),
    check ((state = 'DONE') = (score is not null))
);

create index gradings_waiting on gradings (superseded, queued_at) where state = 'WAITING';
create index gradings_running on gradings (alive_at) where state = 'RUNNING';
create index gradings_of_assignments on gradings (assignment, person);
create index gradings_ended on gradings (ended_at desc) where state = 'DONE';

create table test_results (
    id                uuid    primary key,
    submission        uuid    not null references gradings on delete cascade,
    position          integer not null,
    name              text    not null,
    visibility        text    not null check (visibility in ('PUBLIC', 'HIDDEN')),
    weight            integer not null,
    outcome           text    not null,
    runs              integer not null,
    cpu_millis        bigint  not null,
    wall_millis       bigint  not null,
    peak_memory_bytes bigint  not null,
    input             text    not null,
    expected          text    not null,
    comparison        text    not null,
    actual            text    not null,
    errors            text    not null,
    unique (submission, position)
);
