-- Testing all submissions to an assignment again. Nothing of what came of them changes until a teacher, who has seen
-- whose score would, takes it over.
create table regrades (
    id              uuid        primary key,
    assignment      uuid        not null references assignments on delete cascade,
    organization    uuid        not null,
    suite           text        not null, -- digest of what is tested with
    state           text        not null check (state in ('RUNNING', 'PAUSED', 'READY', 'APPLIED', 'CANCELLED')),
    parts           integer     not null check (parts > 0),
    started_at      timestamptz not null,
    started_by      uuid        not null,
    started_by_name text        not null,
    settled_at      timestamptz,
    settled_by_name text,
    -- of Jakarta Batch, the last one; and when a server last said that it runs it
    execution       bigint,
    alive_at        timestamptz,
    version         bigint      not null default 0
);

create unique index one_open_regrade_of_assignments on regrades (assignment) where state in ('RUNNING', 'PAUSED', 'READY');
create index regrades_of_assignments on regrades (assignment, started_at desc);

create table regraded_submissions (
    id         uuid    primary key,
    regrade    uuid    not null references regrades on delete cascade,
    ordinal    integer not null,
    submission uuid    not null references submissions on delete cascade,
    state      text    not null check (state in ('WAITING', 'TESTED', 'HELD', 'FAILED')),
    -- whether taking it over would change something that people see
    changed    boolean not null default false,
    score_before numeric(12, 4), -- null when it had never been tested
    score_after  numeric(12, 4),
    turned     text, -- JSON: tests that say something else now
    results    text, -- JSON: all that came of it, until it is taken over or thrown away
    started_at timestamptz, -- when it was tested, as the next one
    ended_at   timestamptz,
    why        text, -- why it could not be tested
    unique (regrade, ordinal),
    unique (regrade, submission)
);

create index regraded_submissions_of_submissions on regraded_submissions (submission);
create index regraded_submissions_waiting on regraded_submissions (regrade, ordinal) where state = 'WAITING';
