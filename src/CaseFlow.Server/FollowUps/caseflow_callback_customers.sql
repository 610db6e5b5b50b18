create table caseflow_callback_customers (
    complaint uuid primary key,
    customer_name text,
    service_number text
);
