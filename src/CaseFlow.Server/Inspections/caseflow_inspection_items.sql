create table caseflow_inspection_items (
    sample uuid not null,
    complaint uuid not null,
    inspection uuid not null,
    version bigint not null,
    province text not null,
    city text not null,
    customer uuid not null,
    place integer not null,
    stratum text not null,
    handler text,
    raters text[] not null,
    submitted text[] not null,
    appealed integer not null,
    primary key (sample, complaint)
);
create index caseflow_inspection_items_place on caseflow_inspection_items (sample, place);
create index caseflow_inspection_items_customer on caseflow_inspection_items (customer);
