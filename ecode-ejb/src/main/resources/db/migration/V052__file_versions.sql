-- What stood in a tree before it was overwritten or deleted. Rows with the same deletion went together, a folder with
-- everything in it, and can be restored together; those without were replaced by other content.
create table file_versions (
    id          uuid        primary key default gen_random_uuid(),
    tree        uuid        not null references trees on delete cascade,
    path        text        collate "C" not null,
    path_key    bytea       generated always as (path_key(path)) stored,
    type        text        not null check (type in ('FILE', 'FOLDER', 'SYMLINK')),
    blob        bigint      references blobs,
    executable  boolean     not null,
    target      text,
    modified_at timestamptz not null,
    ended_at    timestamptz not null,
    ended_by    text, -- user name; null for a program in the workspace
    deletion    uuid,
    check ((type = 'FILE') = (blob is not null)),
    check ((type = 'SYMLINK') = (target is not null))
);

create index file_versions_of_path on file_versions (tree, path_key, ended_at desc);
create index file_versions_of_deletion on file_versions (tree, deletion) where deletion is not null;
create index file_versions_by_blob on file_versions (blob) where blob is not null;
create index file_versions_by_end on file_versions (ended_at);
