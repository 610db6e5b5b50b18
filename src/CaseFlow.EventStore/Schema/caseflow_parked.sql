-- Projections and subscriptions that stopped before an event that they cannot take.
create table if not exists caseflow_parked (
    name text primary key,
    position bigint not null,
    error text not null,
    since timestamptz not null default now()
)
