-- Replays of projections into scratch schemas named caseflow_replay_<id>_<attempt>; a schema without its row here is dropped.
create table if not exists caseflow_replays (
    id uuid primary key,
    projection text not null,
    version integer not null,
    definition_hash text not null,
    definition text not null, -- what the caller replays it under; empty: as the program defines it
    position bigint not null,
    recorded_at timestamptz, -- of the event at the position; null before the first one
    requested_by text not null,
    created_at timestamptz not null default now(),
    used_at timestamptz not null default now(),
    lifetime interval not null,
    expires_at timestamptz not null,
    state text not null default 'Waiting',
    attempt integer not null default 0, -- rises for ever: each has a schema of its own
    tries integer not null default 0, -- since it was asked for last
    reached bigint not null default 0,
    error text,
    constraint caseflow_replays_asked unique (projection, version, definition_hash, definition, position)
)
