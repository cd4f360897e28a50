-- A port of a workspace that its people look at in a browser.
create table previews (
    workspace      uuid        not null references workspaces (id) on delete cascade,
    port           integer     not null check (port between 1 and 65535),
    opened_by      uuid        not null,
    opened_by_name text        not null,
    opened_at      timestamptz not null,
    primary key (workspace, port)
);

-- What lets one browser in: a ticket, shown once, is traded for a pass. Closing the preview takes both away.
create table preview_passes (
    secret_hash text primary key,
    workspace   uuid        not null,
    port        integer     not null,
    holder      uuid        not null references users,
    ticket      boolean     not null,
    expires_at  timestamptz not null,
    foreign key (workspace, port) references previews (workspace, port) on delete cascade
);

create index preview_passes_by_expiry on preview_passes (expires_at);
