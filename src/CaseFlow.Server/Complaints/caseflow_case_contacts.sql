create table caseflow_case_contacts (
    complaint uuid primary key,
    month date not null,
    province text not null,
    city text not null,
    topic text not null,
    contacts bigint not null,
    failed bigint not null
);
