-- What each projection's rows were built from; a difference rebuilds them.
create table if not exists caseflow_projections (
    name text primary key,
    version integer not null,
    definition_hash text not null,
    tables text[] not null
)
