-- What was used, once for each stretch of time: about a minute of a running workspace, a terminal, a run. Rows outlive what
-- they are about. `within` says that the use is part of the workspace's own rows, so that sums leave it out.
create table usage_records (
    kind             text        not null check (kind in ('WORKSPACE', 'TERMINAL', 'RUN')),
    subject          uuid        not null,
    began_at         timestamptz not null,
    ended_at         timestamptz not null check (ended_at >= began_at),
    workspace        uuid,
    user_id          uuid        not null,
    organization     uuid        not null,
    within           boolean     not null,
    cpu_millis       bigint      not null check (cpu_millis >= 0),
    memory_mib_seconds bigint    not null check (memory_mib_seconds >= 0),
    storage_bytes    bigint      not null check (storage_bytes >= 0),
    egress_bytes     bigint      not null check (egress_bytes >= 0),
    measured         text        not null check (measured in ('EXACT', 'SAMPLED')),
    primary key (kind, subject, began_at)
);

create index usage_of_workspaces on usage_records (workspace, began_at);
create index usage_of_users on usage_records (user_id, began_at) where not within;
create index usage_of_organizations on usage_records (organization, began_at) where not within;
