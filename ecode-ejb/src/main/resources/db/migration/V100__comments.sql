-- Talk about lines of files. `start_anchor` and `end_anchor` are places in the shared document of the file that move with
-- its text; the lines are where they were when the file had the content of `hash`.
create table comment_threads (
    id           uuid        primary key,
    workspace    uuid        not null references workspaces on delete cascade,
    path         text        not null,
    start_anchor text        not null,
    end_anchor   text        not null,
    line         integer     not null,
    end_line     integer     not null,
    hash         bytea,
    quote        text        not null,
    created_at   timestamptz not null,
    resolved_at  timestamptz,
    resolved_by  uuid        references users,
    version      bigint      not null
);

create index comment_threads_of_a_file on comment_threads (workspace, path, line, id);

create table comments (
    id         uuid        primary key,
    thread     uuid        not null references comment_threads on delete cascade,
    author     uuid        not null references users,
    text       text        not null,
    written_at timestamptz not null
);

create index comments_of_a_thread on comments (thread, written_at, id);
create index comments_of_an_author on comments (author, written_at);
