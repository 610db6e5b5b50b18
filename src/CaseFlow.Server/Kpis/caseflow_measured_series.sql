create table caseflow_measured_series (
    series uuid primary key,
    province text not null,
    city text not null,
    code text not null,
    zh text not null,
    en text not null,
    subject text not null,
    grain text not null,
    source text not null,
    measures text not null,
    defined_at timestamptz not null,
    version bigint not null
);
create index caseflow_measured_series_defined on caseflow_measured_series (defined_at, series);
create index caseflow_measured_series_province on caseflow_measured_series (province, defined_at, series);
create index caseflow_measured_series_city on caseflow_measured_series (province, city, defined_at, series);
