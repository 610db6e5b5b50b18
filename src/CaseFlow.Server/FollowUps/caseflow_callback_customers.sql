create table caseflow_callback_customers (
    complaint_id uuid primary key,
    customer_name text,
    service_number text
);
