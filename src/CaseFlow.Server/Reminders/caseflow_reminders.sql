create table caseflow_reminders (
    reminder uuid primary key,
    trigger uuid not null,
    customer uuid not null,
    province text not null,
    city text not null,
    plan text not null,
    plan_version integer not null,
    template text not null,
    template_version integer not null,
    class text not null,
    touchpoint text not null,
    status text not null,
    triggered_at timestamptz not null,
    sequence integer not null,
    wanted_at timestamptz not null,
    due_at timestamptz not null,
    due_because text not null,
    any_time boolean not null,
    counts_from timestamptz not null,
    handed_over_at timestamptz,
    ended_at timestamptz,
    cause text,
    dropped text,
    complaints text[] not null,
    followed boolean not null,
    version bigint not null
);
create index caseflow_reminders_due on caseflow_reminders (due_at, reminder);
create index caseflow_reminders_status on caseflow_reminders (status, due_at, reminder);
create index caseflow_reminders_province on caseflow_reminders (province, due_at, reminder);
create index caseflow_reminders_city on caseflow_reminders (province, city, due_at, reminder);
create index caseflow_reminders_customer on caseflow_reminders (customer, due_at, reminder);
create index caseflow_reminders_counts on caseflow_reminders (customer, counts_from, reminder);
create index caseflow_reminders_trigger on caseflow_reminders (trigger, due_at, reminder);
create index caseflow_reminders_followed on caseflow_reminders (due_at, reminder) where followed;
