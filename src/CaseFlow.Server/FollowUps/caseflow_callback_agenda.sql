create table caseflow_callback_agenda (
    callback uuid primary key,
    complaint uuid not null,
    customer uuid not null,
    province text not null,
    city text not null,
    episode integer not null,
    zone text not null,
    take_within_minutes integer not null,
    customer_name text,
    service_number text,
    version bigint not null,
    status text not null,
    attempt integer not null,
    due_at timestamptz not null,
    owed_at timestamptz,
    raised boolean not null,
    agent text,
    lease_ends timestamptz,
    last_outcome text,
    last_attempt_at timestamptz,
    result text,
    cancellation text
);
create index caseflow_callback_agenda_due on caseflow_callback_agenda (province, city, status, due_at, callback);
create index caseflow_callback_agenda_owed on caseflow_callback_agenda (owed_at) where owed_at is not null;
create index caseflow_callback_agenda_complaint on caseflow_callback_agenda (complaint, status, callback);
create index caseflow_callback_agenda_customer on caseflow_callback_agenda (customer, status, callback);
create index caseflow_callback_agenda_agent on caseflow_callback_agenda (agent, status, callback) where agent is not null;
