-- What an open terminal used until it was last looked at: a crash of its server leaves that to be recorded.
create table terminal_use (
    terminal          uuid        primary key,
    used_at           timestamptz not null,
    cpu_millis        bigint      not null,
    wall_millis       bigint      not null,
    peak_memory_bytes bigint      not null,
    measured          text        not null check (measured in ('EXACT', 'SAMPLED'))
);
