create table caseflow_emergencies (
    emergency uuid primary key,
    province text not null,
    city text not null,
    title text not null,
    topics text[] not null,
    status text not null,
    is_drill boolean not null,
    began_at timestamptz not null,
    proposed_at timestamptz not null,
    declared_at timestamptz,
    ended_at timestamptz,
    reaches boolean not null,
    version bigint not null
);
create index caseflow_emergencies_proposed on caseflow_emergencies (proposed_at, emergency);
create index caseflow_emergencies_place on caseflow_emergencies (province, city, proposed_at, emergency);
create index caseflow_emergencies_open on caseflow_emergencies (proposed_at, emergency) where status in ('Proposed', 'Declared');
