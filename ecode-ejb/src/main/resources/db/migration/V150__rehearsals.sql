-- A test in quarantine runs and is shown, and counts nothing.
alter table suite_tests add column quarantined boolean not null default false;

-- Solutions of teachers, with which the tests of an assignment are tried out before students are given it.
create table solutions (
    id              uuid        primary key,
    assignment      uuid        not null references assignments on delete cascade,
    name            text        not null,
    kind            text        not null check (kind in ('REFERENCE', 'WRONG')),
    tree            uuid        not null references trees,
    digest          text        not null,
    bytes           bigint      not null,
    entries         integer     not null,
    changed_at      timestamptz not null,
    changed_by_name text        not null,
    version         bigint      not null default 0,
    unique (assignment, name)
);

create unique index one_reference_of_assignments on solutions (assignment) where kind = 'REFERENCE';

-- Trying out: each solution is tested so many times.
create table rehearsals (
    id              uuid        primary key,
    assignment      uuid        not null references assignments on delete cascade,
    organization    uuid        not null,
    suite           text        not null, -- digest of what decides what the tests say
    state           text        not null check (state in ('RUNNING', 'DONE', 'FAILED', 'CANCELLED')),
    runs            integer     not null check (runs > 0), -- of each solution
    parts           integer     not null check (parts > 0),
    started_at      timestamptz not null,
    started_by      uuid        not null,
    started_by_name text        not null,
    ended_at        timestamptz,
    ended_by_name   text, -- who cancelled it
    why             text, -- why it was broken off
    -- of Jakarta Batch, the last one; and when a server last said that it runs it
    execution       bigint,
    alive_at        timestamptz,
    version         bigint      not null default 0,
    check ((state = 'FAILED') = (why is not null))
);

create unique index one_running_rehearsal_of_assignments on rehearsals (assignment) where state = 'RUNNING';
create index rehearsals_of_assignments on rehearsals (assignment, started_at desc);
create index rehearsals_running on rehearsals (started_at) where state = 'RUNNING';

-- Solutions as they were when a rehearsal began; they outlive those of which they were taken.
create table rehearsed_solutions (
    rehearsal uuid    not null references rehearsals on delete cascade,
    position  integer not null,
    solution  uuid    not null,
    name      text    not null,
    digest    text    not null,
    primary key (rehearsal, position)
);

create table rehearsal_runs (
    rehearsal uuid    not null,
    ordinal   integer not null,
    position  integer not null, -- of the solution
    done      boolean not null default false,
    primary key (rehearsal, ordinal),
    foreign key (rehearsal, position) references rehearsed_solutions on delete cascade
);

create index rehearsal_runs_waiting on rehearsal_runs (rehearsal, ordinal) where not done;

-- How often a test said what of a solution.
create table rehearsal_tallies (
    rehearsal uuid    not null,
    position  integer not null,
    test      text    not null,
    percent   integer not null check (percent between 0 and 100),
    outcome   text    not null,
    runs      integer not null check (runs > 0),
    primary key (rehearsal, position, test, percent, outcome),
    foreign key (rehearsal, position) references rehearsed_solutions on delete cascade
);
