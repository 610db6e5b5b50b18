create table caseflow_event_ledger (
    position bigint primary key,
    event uuid not null,
    stream uuid not null,
    stream_type text not null,
    version bigint not null,
    type text not null,
    occurred_at timestamptz not null,
    recorded_at timestamptz not null,
    actor text not null,
    automation boolean not null,
    correlation text not null,
    causation text,
    command uuid not null,
    province text not null,
    city text not null,
    complaint uuid,
    customer uuid,
    policy text,
    policy_version integer
);
create index caseflow_event_ledger_stream on caseflow_event_ledger (stream, position);
create index caseflow_event_ledger_complaint on caseflow_event_ledger (complaint, position) where complaint is not null;
create index caseflow_event_ledger_customer on caseflow_event_ledger (customer, position) where customer is not null;
create index caseflow_event_ledger_actor on caseflow_event_ledger (actor, position);
create index caseflow_event_ledger_type on caseflow_event_ledger (type, position);
create index caseflow_event_ledger_correlation on caseflow_event_ledger (correlation, position);
create index caseflow_event_ledger_causation on caseflow_event_ledger (causation, position) where causation is not null;
create index caseflow_event_ledger_policy on caseflow_event_ledger (policy, policy_version, position) where policy is not null;
create index caseflow_event_ledger_place on caseflow_event_ledger (province, city, position);
create index caseflow_event_ledger_province on caseflow_event_ledger (province, position);
create index caseflow_event_ledger_occurred on caseflow_event_ledger (occurred_at, event);
