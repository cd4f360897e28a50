-- Unit tests of a suite, and the files that they use.
create table suite_files (
    id          uuid    primary key,
    assignment  uuid    not null references test_suites on delete cascade,
    position    integer not null,
    path        text    not null,
    content     text    not null,
    framework   text    check (framework in ('PYTEST')), -- none for a file that others use
    visibility  text    not null check (visibility in ('PUBLIC', 'HIDDEN')),
    weight      integer not null check (weight between 0 and 1000),
    cases       text    not null, -- a JSON array of its tests: test, visibility, weight
    unique (assignment, path)
);

alter table test_results add column kind text not null default 'OUTPUT' check (kind in ('OUTPUT', 'UNIT'));
alter table test_results alter column kind drop default;
alter table test_results alter column comparison drop not null;

-- What is wrong with the tests: whoever waits with it waits until they are changed.
alter table gradings add column held text check (held is null or state = 'WAITING');
