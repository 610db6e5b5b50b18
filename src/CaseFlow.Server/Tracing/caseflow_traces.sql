create table caseflow_traces (
    trace uuid primary key,
    province text not null,
    city text not null,
    departments text[] not null,
    trigger text not null,
    title text not null,
    topic text,
    stage text not null,
    department text,
    round integer not null,
    complaints integer not null,
    causes integer not null,
    improvements integer not null,
    made integer not null,
    pending text[] not null,
    review_at timestamptz,
    due_at timestamptz,
    opened_at timestamptz not null,
    version bigint not null
);
create index caseflow_traces_opened on caseflow_traces (opened_at, trace);
create index caseflow_traces_due on caseflow_traces (due_at, trace) where due_at is not null;
