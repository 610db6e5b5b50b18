-- Sealed stretches of the events. What a checkpoint states is signed with a key that is not here; the seals tell which event is meant.
create table if not exists caseflow_checkpoints (
    number bigint primary key,
    environment uuid not null,
    first_position bigint not null,
    last_position bigint not null unique,
    count integer not null,
    total bigint not null, -- events up to here
    sealed_at timestamptz not null,
    chain text not null,
    root text not null,
    previous text not null, -- hash of the checkpoint before
    key_id text not null,
    signature text not null,
    seals bytea not null -- 80 bytes an event: position, id, stream, version, hash of its canonical form
)
