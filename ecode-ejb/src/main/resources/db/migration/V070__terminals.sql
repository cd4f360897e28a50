create table terminals (
    id             uuid primary key,
    workspace      uuid        not null references workspaces (id) on delete cascade,
    opened_by      uuid        not null,
    opened_by_name text        not null,
    folder         text        not null,
    cols           integer     not null,
    rows           integer     not null,
    server         text        not null,
    opened_at      timestamptz not null,
    ended_at       timestamptz,
    exit_code      integer,
    exit_signal    integer,
    reason         text
);

create index terminals_of_workspace on terminals (workspace, opened_at);
create index terminals_open on terminals (server) where ended_at is null;

-- The last output, at most 256 KiB, replaced as a whole: kept apart so that lists do not read it.
create table terminal_tails (
    terminal  uuid primary key references terminals (id) on delete cascade,
    output    bytea       not null,
    stored_at timestamptz not null
);
alter table terminal_tails alter column output set storage external;

-- asciicast v2, in parts of whole lines. No foreign key: a recording is evidence and outlives its terminal.
create table terminal_recordings (
    terminal  uuid        not null,
    part      integer     not null,
    workspace uuid        not null,
    lines     bytea       not null,
    stored_at timestamptz not null default now(),
    primary key (terminal, part)
);
