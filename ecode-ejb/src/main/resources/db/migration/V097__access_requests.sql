-- Who has the address of a workspace may know of it, when its owner said so, without it being listed.
alter table workspaces add column linked boolean not null default false;

-- That somebody asked to be let into a workspace; at most one of a person waits for its answer.
create table access_requests (
    id           uuid        primary key,
    workspace    uuid        not null references workspaces on delete cascade,
    asker        uuid        not null references users,
    role         text        not null check (role in ('VIEWER', 'EDITOR')),
    message      text        not null,
    state        text        not null check (state in ('OPEN', 'ACCEPTED', 'REJECTED')),
    asked_at     timestamptz not null,
    answered_at  timestamptz,
    answered_by  text,
    version      bigint      not null
);

create unique index access_requests_open on access_requests (workspace, asker) where state = 'OPEN';
create index access_requests_of_a_workspace on access_requests (workspace, asked_at desc);
