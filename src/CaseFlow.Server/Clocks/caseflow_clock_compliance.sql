create table caseflow_clock_compliance (
    month date not null,
    province text not null,
    city text not null,
    topic text not null,
    source text not null,
    clock text not null,
    stopped bigint not null,
    in_time bigint not null,
    primary key (month, province, city, topic, source, clock)
);
