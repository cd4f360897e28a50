create table repeated_requests (
    user_id      uuid        not null,
    path         text        not null,
    key          text        not null,
    body_hash    bytea       not null,
    started_at   timestamptz not null,
    status       integer,
    content_type text,
    location     text,
    body         bytea,
    primary key (user_id, path, key)
);

create index repeated_requests_by_age on repeated_requests (started_at);
