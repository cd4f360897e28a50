-- What the tree and the working copy of a workspace last agreed on, so that after a crash it is known which side changed.
create table working_copies (
    workspace uuid    primary key,
    -- whether everything was brought home when the sandbox was last stopped
    clean     boolean not null
);

create table synced_files (
    workspace  uuid    not null,
    path       text    collate "C" not null,
    path_key   bytea   generated always as (path_key(path)) stored,
    type       text    not null,
    hash       bytea,
    executable boolean not null,
    size       bigint  not null,
    changed_at text    not null,
    primary key (workspace, path_key)
);
