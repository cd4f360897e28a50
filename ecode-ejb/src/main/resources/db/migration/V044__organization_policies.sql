-- What an organization decides for its workspaces. No row: what the installation says.
create table organization_policies (
    organization    uuid        primary key,
    egress_allow    text        not null,
    files_bytes     bigint      check (files_bytes > 0),
    changed_at      timestamptz not null,
    changed_by_name text        not null,
    version         bigint      not null
);
