create table caseflow_used_definitions (
    complaint uuid not null,
    kind text not null,
    name text not null,
    version integer not null,
    customer uuid not null,
    province text not null,
    city text not null,
    topic text not null,
    used_at timestamptz not null,
    primary key (complaint, kind, name, version)
);
create index caseflow_used_definitions_version on caseflow_used_definitions (kind, name, version, used_at, complaint) include (province, city);
create index caseflow_used_definitions_province on caseflow_used_definitions (kind, name, version, province, used_at, complaint) include (city);
create index caseflow_used_definitions_city on caseflow_used_definitions (kind, name, version, province, city, used_at, complaint);
