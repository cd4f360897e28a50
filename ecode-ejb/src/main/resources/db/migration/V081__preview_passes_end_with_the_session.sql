-- Signing out takes the browser's passes away. Those that were given before do not know their session, so they end now.
delete from preview_passes;

alter table preview_passes
    add column session uuid not null references sessions (id) on delete cascade;

create index preview_passes_of_a_session on preview_passes (session);
