create table if not exists caseflow_keys (
    subject uuid primary key,
    wrapped bytea not null,
    master_key_id text not null,
    created timestamptz not null default now()
);
