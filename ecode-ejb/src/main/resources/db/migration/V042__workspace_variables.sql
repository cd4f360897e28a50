-- Environment variables of workspaces. The value of a secret stands only encrypted (AES-256-GCM: nonce, ciphertext, tag)
-- under the key that `key` names.
create table workspace_variables (
    id              uuid        primary key,
    workspace       uuid        not null references workspaces on delete cascade,
    name            text        not null,
    value           text,
    sealed          bytea,
    key             text,
    size            integer     not null,
    changed_at      timestamptz not null,
    changed_by_name text        not null,
    unique (workspace, name),
    check ((value is null) = (sealed is not null)),
    check ((sealed is null) = (key is null))
);

create index workspace_variables_by_key on workspace_variables (key) where key is not null;
