create table caseflow_warning_buckets (
    measure text not null,
    hour bigint not null,
    province text not null,
    city text not null,
    topic text not null,
    detail text not null,
    signs bigint not null,
    primary key (measure, hour, province, city, topic, detail)
);
create index caseflow_warning_buckets_place on caseflow_warning_buckets (measure, province, city, hour);
