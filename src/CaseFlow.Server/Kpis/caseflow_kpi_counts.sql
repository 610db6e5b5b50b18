create table caseflow_kpi_counts (
    kpi text not null,
    month date not null,
    province text not null,
    city text not null,
    topic text not null,
    source text not null,
    numerator bigint not null,
    denominator bigint not null,
    primary key (kpi, month, province, city, topic, source)
);
