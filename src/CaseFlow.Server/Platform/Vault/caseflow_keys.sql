create table if not exists caseflow_keys (
    subject uuid primary key,
    wrapped bytea not null,
    master_key_id text not null,
    created timestamptz not null default now()
);
-- An erased subject keeps its row without a key, so that none is ever created for it again.
alter table caseflow_keys alter column wrapped drop not null;
alter table caseflow_keys add column if not exists erased timestamptz;
create index if not exists caseflow_keys_erased on caseflow_keys (erased) where erased is not null;
