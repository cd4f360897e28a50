-- A file's text as a Yjs document. Its updates are kept while somebody may come back who holds them: a client that did would bring
-- its text a second time to a document that was made anew.
create table shared_documents (
    id            uuid        primary key,
    workspace     uuid        not null,
    path          text        collate "C" not null,
    path_key      bytea       generated always as (path_key(path)) stored,
    -- the Yjs client that wrote the first text: who brings it to another document holds the wrong one
    seed          bigint      not null,
    -- when the path got another document; only the seed is kept then
    retired_at    timestamptz,
    -- the content of the file when both last agreed, and the last update that is in it
    agreed_hash   bytea       not null,
    agreed_number bigint      not null,
    -- the server that has it open, and until when if it does not say otherwise
    server        text,
    leased_until  timestamptz,
    used_at       timestamptz not null default now()
);

create unique index shared_documents_by_path on shared_documents (workspace, path_key) where retired_at is null;
create index shared_documents_by_seed on shared_documents (workspace, seed);
create index shared_documents_by_server on shared_documents (server) where server is not null;

-- Append-only, but for compaction: the numbers up to one become one update. No foreign key: it would lock the document's row with
-- every append.
create table document_updates (
    document  uuid        not null,
    number    bigint      not null,
    bytes     bytea       not null,
    primary key (document, number)
);
alter table document_updates alter column bytes set storage external;
