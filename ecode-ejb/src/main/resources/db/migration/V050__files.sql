-- File content, once per organization. Never shared across organizations: what one organization stores must not be
-- observable by another, and goes when the organization goes.
create table blobs (
    id                 bigint generated always as identity primary key,
    organization       uuid        not null,
    sha256             bytea       not null check (octet_length(sha256) = 32),
    size               bigint      not null check (size >= 0),
    unreferenced_since timestamptz,
    unique (organization, sha256)
);

create table blob_chunks (
    blob     bigint  not null references blobs on delete cascade,
    position integer not null check (position >= 0),
    bytes    bytea   not null check (octet_length(bytes) <= 1048576),
    primary key (blob, position)
);

-- Chunks are read whole or by range and are often compressed already.
alter table blob_chunks alter column bytes set storage external;

-- A tree of paths: a workspace's own (same id) or a snapshot, which is frozen.
create table trees (
    id           uuid        primary key,
    organization uuid        not null,
    frozen       boolean     not null default false,
    version      bigint      not null default 0,
    bytes        bigint      not null default 0 check (bytes >= 0),
    entries      integer     not null default 0 check (entries >= 0),
    created_at   timestamptz not null default now()
);

-- A path is longer than an index entry may be, so its hash is the key.
create function path_key(path text) returns bytea
    language sql immutable strict parallel safe
    return sha256(convert_to(path, 'UTF8'));

create table files (
    tree        uuid        not null references trees on delete cascade,
    path        text        collate "C" not null,
    path_key    bytea       generated always as (path_key(path)) stored,
    type        text        not null check (type in ('FILE', 'FOLDER', 'SYMLINK')),
    blob        bigint      references blobs,
    executable  boolean     not null default false,
    target      text,
    modified_at timestamptz not null,
    primary key (tree, path_key),
    check ((type = 'FILE') = (blob is not null)),
    check ((type = 'SYMLINK') = (target is not null))
);

create index files_by_blob on files (blob) where blob is not null;
