-- What is left of usage records whose time is over: sums by day (UTC), for workspace, user and organization.
create table usage_days (
    day                date    not null,
    workspace          uuid,
    user_id            uuid    not null,
    organization       uuid    not null,
    running_millis     bigint  not null,
    cpu_millis         bigint  not null,
    memory_mib_seconds bigint  not null,
    storage_bytes      bigint  not null,
    egress_bytes       bigint  not null,
    runs               bigint  not null,
    terminals          bigint  not null,
    exact              boolean not null,
    unique nulls not distinct (day, workspace, user_id, organization)
);

create index usage_days_of_workspaces on usage_days (workspace, day);
create index usage_days_of_users on usage_days (user_id, day);

create index usage_by_time on usage_records (began_at);
