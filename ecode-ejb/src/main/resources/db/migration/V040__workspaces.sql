create table workspaces (
    id             uuid primary key,
    organization   uuid        not null,
    owner          uuid        not null,
    owner_name     text        not null,
    name           text        not null,
    slug           text        not null,
    template       text        not null,
    public         boolean     not null,
    state          text        not null check (state in ('STOPPED', 'STARTING', 'RUNNING', 'STOPPING', 'FAILED')),
    reason         text,
    created_at     timestamptz not null,
    last_active_at timestamptz not null,
    trashed_at     timestamptz,
    version        bigint      not null
);

create unique index workspaces_address on workspaces (organization, owner_name, slug) where trashed_at is null;
create index workspaces_of_owner on workspaces (owner, last_active_at desc);
create index workspaces_of_organization on workspaces (organization, last_active_at desc);
create index workspaces_up on workspaces (state) where state in ('STARTING', 'RUNNING', 'STOPPING');
create index workspaces_trashed on workspaces (trashed_at) where trashed_at is not null;
