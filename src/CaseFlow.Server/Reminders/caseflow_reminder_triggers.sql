create table caseflow_reminder_triggers (
    trigger uuid primary key,
    customer uuid not null,
    province text not null,
    city text not null,
    plan text not null,
    plan_version integer not null,
    triggered_at timestamptz not null,
    service_number text,
    names text[] not null,
    contents text[] not null
);
create index caseflow_reminder_triggers_customer on caseflow_reminder_triggers (customer);
