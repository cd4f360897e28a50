-- What the members of a workspace say to each other. Numbers of a workspace have no gaps when they are given out, so that
-- whoever has heard n and n + 2 knows what is missing; the oldest of many are deleted.
create table chats (
    workspace   uuid   primary key references workspaces on delete cascade,
    last_number bigint not null
);

create table messages (
    id        uuid        primary key,
    workspace uuid        not null references workspaces on delete cascade,
    number    bigint      not null,
    author    uuid        not null references users,
    text      text        not null,
    sent_at   timestamptz not null,
    unique (workspace, number)
);

create index messages_of_an_author on messages (workspace, author, sent_at);

-- How far somebody has read.
create table messages_read (
    workspace uuid   not null references workspaces on delete cascade,
    person    uuid   not null references users,
    number    bigint not null,
    primary key (workspace, person)
);
