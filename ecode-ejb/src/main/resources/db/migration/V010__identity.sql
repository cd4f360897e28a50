-- What Keycloak told about people, the newest token winning.
create table organizations (
    id            uuid primary key,
    alias         text        not null,
    first_seen_at timestamptz not null
);

create table users (
    id            uuid primary key,
    organization  uuid        not null references organizations,
    name          text        not null,
    full_name     text        not null,
    email         text,
    roles         text        not null,
    told_at       timestamptz not null,
    first_seen_at timestamptz not null
);

create index users_of_an_organization on users (organization, name);

-- Secrets are random, so a plain SHA-256 keeps them: there is nothing to guess.
create table sessions (
    id               uuid primary key,
    owner            uuid        not null references users,
    secret_hash      text        not null unique,
    keycloak_session text        not null,
    id_token         text        not null,
    client           text        not null,
    address          text        not null,
    created_at       timestamptz not null,
    last_seen_at     timestamptz not null,
    expires_at       timestamptz not null
);

create index sessions_of_a_user on sessions (owner);
create index sessions_by_keycloak_session on sessions (keycloak_session);
create index sessions_by_expiry on sessions (expires_at);

create table access_tokens (
    id           uuid primary key,
    owner        uuid        not null references users,
    name         text        not null,
    secret_hash  text        not null unique,
    created_at   timestamptz not null,
    expires_at   timestamptz not null,
    last_used_at timestamptz
);

create index access_tokens_of_a_user on access_tokens (owner);

create table tickets (
    secret_hash text primary key,
    owner       uuid        not null references users,
    path        text        not null,
    expires_at  timestamptz not null
);

create index tickets_by_expiry on tickets (expires_at);
