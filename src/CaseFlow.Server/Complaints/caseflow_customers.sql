create table caseflow_customers (
    customer uuid not null,
    province text not null,
    city text not null,
    tier text,
    brand text,
    roaming text not null,
    name text,
    service_number text,
    account text,
    address text,
    seen_at timestamptz not null,
    primary key (customer, province, city)
);
