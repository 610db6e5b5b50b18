create table caseflow_repeat_cases (
    complaint uuid primary key,
    customer uuid not null,
    kind text not null,
    topic text not null,
    province text not null,
    city text not null,
    source text not null,
    occurred_at timestamptz not null,
    position bigint not null,
    month date not null,
    rejected text[] not null,
    counted boolean not null,
    repeat_of uuid,
    repeat_of_today uuid
);
create index caseflow_repeat_cases_customer on caseflow_repeat_cases (customer, occurred_at);
create index caseflow_repeat_cases_counted on caseflow_repeat_cases (occurred_at, complaint) where counted;
create index caseflow_repeat_cases_repeats on caseflow_repeat_cases (occurred_at, complaint) where counted and repeat_of is not null;
create index caseflow_repeat_cases_repeats_today on caseflow_repeat_cases (occurred_at, complaint) where counted and repeat_of_today is not null;
create index caseflow_repeat_cases_province on caseflow_repeat_cases (province, occurred_at, complaint) where counted;
create index caseflow_repeat_cases_city on caseflow_repeat_cases (province, city, occurred_at, complaint) where counted;
