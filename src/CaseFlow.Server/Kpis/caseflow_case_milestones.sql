create table caseflow_case_milestones (
    complaint uuid primary key,
    kind text not null,
    month date not null,
    province text not null,
    city text not null,
    topic text not null,
    source text not null,
    registered_at timestamptz not null,
    acknowledged_at timestamptz,
    resolved_at timestamptz,
    closed_at timestamptz,
    escalated boolean not null,
    reopened boolean not null,
    withdrawn boolean not null,
    merged boolean not null,
    contacts bigint not null,
    handed_over bigint not null,
    bounced bigint not null,
    called_back bigint not null,
    satisfied bigint not null,
    department text not null,
    asked text not null,
    asked_by text not null,
    hand_overs text not null
);
create index caseflow_case_milestones_time on caseflow_case_milestones (registered_at, complaint);
create index caseflow_case_milestones_province on caseflow_case_milestones (province, registered_at, complaint);
create index caseflow_case_milestones_city on caseflow_case_milestones (province, city, registered_at, complaint);
