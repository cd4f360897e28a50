-- What receipts are signed with. The private halves are sealed; the public ones stay, so that old receipts can be verified.
create table receipt_keys (
    id          text        primary key, -- RFC 7638 thumbprint
    x           text        not null,    -- the public key, base64url
    sealed_by   text        not null,
    sealed      bytea       not null,
    created_at  timestamptz not null
);

-- Suites as they were when something was graded with them; an assignment's own may change.
create table graded_suites (
    digest   text primary key, -- SHA-256 of the content
    content  text not null     -- canonical JSON
);

-- One for each time that a submission was graded; the newest belongs to the score that it has.
create table receipts (
    id          uuid        primary key,
    submission  uuid        not null references submissions on delete cascade,
    issued_at   timestamptz not null,
    suite       text        not null references graded_suites,
    key         text        not null references receipt_keys,
    text        text        not null, -- canonical JSON, which is signed
    openings    text        not null, -- what the receipt hides from students
    signature   bytea       not null
);

create index receipts_of_submissions on receipts (submission, issued_at desc);

create function refuse_change_of_receipt() returns trigger language plpgsql as $$
begin
    raise exception 'receipts are never changed';
end;
$$;

create trigger receipts_stay before update on receipts
    for each row execute function refuse_change_of_receipt();
create trigger graded_suites_stay before update on graded_suites
    for each row execute function refuse_change_of_receipt();
