create table caseflow_legal_holds (
    customer uuid not null,
    reference text not null,
    hold uuid not null,
    province text not null,
    city text not null,
    cause text not null,
    placed_by text not null,
    placed_at timestamptz not null,
    stands boolean not null,
    lifted_by text,
    lifted_at timestamptz,
    primary key (customer, reference)
);
create index caseflow_legal_holds_stands on caseflow_legal_holds (stands, placed_at, hold);
