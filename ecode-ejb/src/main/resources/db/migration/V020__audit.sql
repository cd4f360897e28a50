create table audit_events (
    number       bigint generated always as identity primary key,
    at           timestamptz not null,
    organization uuid        not null,
    actor_id     uuid,
    actor        text        not null,
    action       text        not null,
    object       text        not null,
    outcome      text        not null check (outcome in ('DONE', 'DENIED', 'FAILED')),
    address      text,
    state_before jsonb,
    state_after  jsonb
);

create index audit_events_newest on audit_events (organization, number desc);
create index audit_events_by_actor on audit_events (organization, actor, number desc);
create index audit_events_by_action on audit_events (organization, action text_pattern_ops, number desc);
create index audit_events_by_object on audit_events (organization, object, number desc);
create index audit_events_by_time on audit_events (organization, at);

-- The ledger only grows. Whoever owns the table can still drop this; the signed hash tree will show it.
create function refuse_change() returns trigger language plpgsql as $$
begin
    raise exception 'audit events are never changed';
end;
$$;

create trigger audit_events_only_grow before update or delete or truncate on audit_events
    for each statement execute function refuse_change();
