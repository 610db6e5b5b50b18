create table caseflow_contact_counts (
    month date not null,
    province text not null,
    city text not null,
    topic text not null,
    cases bigint not null,
    contacts bigint not null,
    failed bigint not null,
    primary key (month, province, city, topic)
);
