create table caseflow_customer_contacts (
    contact uuid primary key,
    customer uuid not null,
    province text not null,
    city text not null,
    channel text not null,
    direction text not null,
    outcome text not null,
    occurred_at timestamptz not null,
    precision text not null,
    recorded_at timestamptz not null,
    complaint uuid,
    place text,
    customer_said text,
    operator_did text
);
create index caseflow_customer_contacts_customer on caseflow_customer_contacts (customer, occurred_at desc, contact desc);
