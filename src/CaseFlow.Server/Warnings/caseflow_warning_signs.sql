create table caseflow_warning_signs (
    complaint uuid not null,
    place bigint not null,
    measure text not null,
    province text not null,
    city text not null,
    topic text not null,
    detail text not null,
    customer uuid not null,
    at timestamptz not null,
    primary key (complaint, place)
);
create index caseflow_warning_signs_at on caseflow_warning_signs (measure, at);
