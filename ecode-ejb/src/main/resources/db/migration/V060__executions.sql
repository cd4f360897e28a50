-- Runs in workspaces. Their output is not kept: it belongs to whoever asked for the run.
create table executions (
    id                uuid primary key,
    workspace         uuid        not null references workspaces (id) on delete cascade,
    started_by        uuid        not null,
    started_by_name   text        not null,
    language          text        not null,
    main              text        not null,
    server            text        not null,
    started_at        timestamptz not null,
    ended_at          timestamptz,
    status            text,
    exit_code         integer,
    signal            integer,
    cpu_millis        bigint,
    wall_millis       bigint,
    peak_memory_bytes bigint
);

create index executions_of_workspace on executions (workspace, started_at desc);
