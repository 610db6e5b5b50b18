create table caseflow_erasure_requests (
    customer uuid not null,
    province text not null,
    city text not null,
    status text not null,
    ground text not null,
    requested_by text not null,
    requested_at timestamptz not null,
    note text,
    schedule integer,
    decided_by text,
    decided_at timestamptz,
    obstacle text,
    erased_at timestamptz,
    events bigint,
    master_key text,
    primary key (customer)
);
create index caseflow_erasure_requests_status on caseflow_erasure_requests (status, requested_at, customer);
