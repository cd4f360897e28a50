-- A link lets people into one preview until it ends; they need no right to the workspace.
create table preview_links (
    id              uuid        primary key,
    secret_hash     text        not null unique,
    workspace       uuid        not null,
    port            integer     not null,
    for_anybody     boolean     not null,
    created_by      uuid        not null references users,
    created_by_name text        not null,
    created_at      timestamptz not null,
    expires_at      timestamptz not null,
    foreign key (workspace, port) references previews (workspace, port) on delete cascade
);

create index preview_links_of_a_preview on preview_links (workspace, port, created_at);

-- Who came by a link is out when it ends or is taken back; somebody who did not sign in has no session.
alter table preview_passes
    alter column session drop not null,
    add column link uuid references preview_links (id) on delete cascade,
    add constraint preview_passes_end_with_something check (session is not null or link is not null);

create index preview_passes_of_a_link on preview_passes (link);
