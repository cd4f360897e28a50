-- What the platform is about to write into a working copy. After a crash in the middle it is known by this that the copy's
-- content came from the tree, and was not changed there.
create table begun_writes (
    workspace  uuid    not null,
    path       text    collate "C" not null,
    path_key   bytea   generated always as (path_key(path)) stored,
    type       text    not null,
    hash       bytea,
    executable boolean not null,
    primary key (workspace, path_key)
);
