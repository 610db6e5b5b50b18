create table caseflow_trace_places (
    trace uuid primary key,
    province text not null,
    city text not null
);
