create table caseflow_repeat_counts (
    month date not null,
    province text not null,
    city text not null,
    topic text not null,
    source text not null,
    cases bigint not null,
    repeats bigint not null,
    repeats_today bigint not null,
    primary key (month, province, city, topic, source)
);
