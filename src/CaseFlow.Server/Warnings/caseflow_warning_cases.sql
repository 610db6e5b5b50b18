create table caseflow_warning_cases (
    complaint uuid primary key,
    province text not null,
    city text not null,
    topic text not null,
    brand text not null,
    customer uuid not null,
    registered_at timestamptz not null
);
