-- What a person is told, newest first; the oldest of many are deleted.
create table notifications (
    id         uuid        primary key,
    recipient  uuid        not null references users,
    kind       text        not null,
    message    text        not null,
    link       text        not null,
    workspace  uuid        references workspaces on delete cascade,
    subject    uuid,
    created_at timestamptz not null,
    read_at    timestamptz
);

create index notifications_of_a_person on notifications (recipient, created_at desc, id);
create index notifications_unread on notifications (recipient) where read_at is null;
create index notifications_by_age on notifications (created_at);
