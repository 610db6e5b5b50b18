create table caseflow_measured_values (
    series uuid not null,
    measure text not null,
    period text not null,
    month date not null,
    province text not null,
    city text not null,
    subject text not null,
    grain text not null,
    role text not null,
    unit text not null,
    value numeric not null,
    origin text not null,
    position bigint not null,
    primary key (series, measure, period)
);
create index caseflow_measured_values_subject on caseflow_measured_values (subject, month, province, city);
