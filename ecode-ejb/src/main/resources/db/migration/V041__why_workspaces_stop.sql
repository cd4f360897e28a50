-- Since when a workspace runs and when somebody last said that it shall go on; why it stopped last, in one word beside
-- the sentence; and whether a stop that is going on is the first half of a restart.
alter table workspaces
    add column running_since timestamptz,
    add column kept_at       timestamptz,
    add column stop_cause    text check (stop_cause in
        ('OWNER', 'ADMINISTRATOR', 'IDLE', 'LIFETIME', 'SHUTDOWN', 'LIMIT', 'CRASH')),
    add column start_again   boolean not null default false;

update workspaces set running_since = last_active_at where state = 'RUNNING';
