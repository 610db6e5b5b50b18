create table caseflow_customer_numbers (
    number_hash text not null,
    customer uuid not null,
    province text not null,
    city text not null,
    first_seen_at timestamptz not null,
    last_seen_at timestamptz not null,
    primary key (number_hash, customer, province, city)
);
