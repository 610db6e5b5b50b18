create table caseflow_running_clocks (
    clock uuid primary key,
    complaint uuid not null,
    customer uuid not null,
    province text not null,
    city text not null,
    department text,
    asked_department text,
    handler text,
    kind text not null,
    topic text not null,
    level text not null,
    obligation text not null,
    episode integer not null,
    sequence integer not null,
    clock_department text,
    status text not null,
    halt text,
    started_at timestamptz not null,
    due_at timestamptz not null,
    limit_minutes bigint not null,
    policy text not null,
    policy_version integer not null,
    calendar text,
    calendar_version integer
);
create index caseflow_running_clocks_due on caseflow_running_clocks (province, city, status, due_at, clock);
create index caseflow_running_clocks_complaint on caseflow_running_clocks (complaint, status, clock);
create index caseflow_running_clocks_handler on caseflow_running_clocks (handler, status, due_at, clock) where handler is not null;
create index caseflow_running_clocks_city_handler on caseflow_running_clocks (handler, province, city, status, due_at, clock) where handler is not null;
create index caseflow_running_clocks_department on caseflow_running_clocks (asked_department) where asked_department is not null;
create index caseflow_running_clocks_dealing on caseflow_running_clocks (department) where department is not null;
