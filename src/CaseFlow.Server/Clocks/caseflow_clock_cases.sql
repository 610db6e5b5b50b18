create table caseflow_clock_cases (
    complaint uuid primary key,
    province text not null,
    city text not null,
    department text,
    asked_department text,
    handler text,
    customer uuid not null,
    facts text not null,
    began_at timestamptz not null,
    moved_at timestamptz not null,
    raised text[] not null,
    running text[] not null,
    owed_at timestamptz
);
create index caseflow_clock_cases_moved on caseflow_clock_cases (moved_at, complaint);
create index caseflow_clock_cases_province on caseflow_clock_cases (province, moved_at, complaint);
create index caseflow_clock_cases_city on caseflow_clock_cases (province, city, moved_at, complaint);
create index caseflow_clock_cases_owed on caseflow_clock_cases (owed_at) where owed_at is not null;
