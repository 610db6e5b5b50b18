create table caseflow_trace_counts (
    month date not null,
    province text not null,
    city text not null,
    topic text not null,
    opened bigint not null,
    closed bigint not null,
    evaluated bigint not null,
    reached bigint not null,
    primary key (month, province, city, topic)
);
