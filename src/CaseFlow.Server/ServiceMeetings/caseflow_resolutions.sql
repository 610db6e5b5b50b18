create table caseflow_resolutions (
    resolution uuid primary key,
    meeting uuid not null,
    latest_meeting uuid not null,
    province text not null,
    city text not null,
    department text not null,
    text text not null,
    due_at timestamptz not null,
    month date not null,
    status text not null,
    carried_over integer not null,
    decided_at timestamptz not null,
    ended_at timestamptz,
    version bigint not null
);
create index caseflow_resolutions_due on caseflow_resolutions (status, due_at, resolution);
create index caseflow_resolutions_place on caseflow_resolutions (province, city, status, due_at, resolution);
create index caseflow_resolutions_meeting on caseflow_resolutions (meeting);
create index caseflow_resolutions_latest on caseflow_resolutions (latest_meeting);
