create table caseflow_repeat_customers (
    customer uuid primary key,
    complaints text[] not null
);
