-- Who may enter a workspace beside its owner. Somebody is invited by user name; `person` is known as soon as they have
-- signed in once.
create table workspace_members (
    id           uuid        primary key,
    workspace    uuid        not null references workspaces on delete cascade,
    organization uuid        not null,
    person       uuid,
    name         text        not null,
    role         text        not null check (role in ('VIEWER', 'EDITOR')),
    invited_by   text        not null,
    since        timestamptz not null
);

create unique index workspace_members_known on workspace_members (workspace, person) where person is not null;
create unique index workspace_members_awaited on workspace_members (workspace, name) where person is null;
create index workspace_members_of_a_person on workspace_members (person) where person is not null;
create index workspace_members_to_come on workspace_members (organization, name) where person is null;

alter table workspaces drop constraint workspaces_stop_cause_check;
alter table workspaces add constraint workspaces_stop_cause_check check (stop_cause in
    ('OWNER', 'MEMBER', 'ADMINISTRATOR', 'IDLE', 'LIFETIME', 'SHUTDOWN', 'LIMIT', 'CRASH'));
