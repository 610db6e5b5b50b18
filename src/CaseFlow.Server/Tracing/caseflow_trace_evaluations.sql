create table caseflow_trace_evaluations (
    trace uuid not null,
    version bigint not null,
    month date not null,
    province text not null,
    city text not null,
    topic text,
    title text not null,
    evaluated_at timestamptz not null,
    reached boolean not null,
    primary key (trace, version)
);
create index caseflow_trace_evaluations_month on caseflow_trace_evaluations (month, trace, version);
