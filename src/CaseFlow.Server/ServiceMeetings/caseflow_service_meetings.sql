create table caseflow_service_meetings (
    meeting uuid primary key,
    province text not null,
    city text not null,
    level text not null,
    held_on timestamptz not null,
    chair text not null,
    period_from text not null,
    period_to text not null,
    status text not null,
    items integer not null,
    open_requests integer not null,
    copied_to text,
    version bigint not null
);
create index caseflow_service_meetings_held on caseflow_service_meetings (held_on, meeting);
create index caseflow_service_meetings_place on caseflow_service_meetings (province, city, held_on, meeting);
create index caseflow_service_meetings_asking on caseflow_service_meetings (province, city) where open_requests > 0;
