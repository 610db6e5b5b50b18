create table caseflow_event_places (
    stream uuid primary key,
    province text not null,
    city text not null,
    complaint uuid,
    customer uuid,
    begun bigint not null
);
