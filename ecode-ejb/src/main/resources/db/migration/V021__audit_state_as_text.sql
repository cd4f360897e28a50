-- The exact text, as it was written, is what will be hashed and signed; jsonb would keep only its meaning.
alter table audit_events
    alter column state_before type text,
    alter column state_after type text,
    add check (state_before is json object),
    add check (state_after is json object);
