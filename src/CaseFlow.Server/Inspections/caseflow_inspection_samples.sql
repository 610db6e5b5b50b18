create table caseflow_inspection_samples (
    sample uuid not null,
    province text not null,
    city text not null,
    territory text not null,
    drawn bigint not null,
    drawn_at timestamptz not null,
    drawn_by text not null,
    rule text not null,
    strata text not null,
    seed bigint not null,
    seed_named boolean not null,
    position bigint not null,
    card text not null,
    card_version integer not null,
    raters text[] not null,
    double_percent numeric not null,
    cases integer not null,
    ratings integer not null,
    submitted integer not null,
    appealed integer not null,
    primary key (sample, province, city)
);
create index caseflow_inspection_samples_drawn on caseflow_inspection_samples (drawn desc, sample);
create index caseflow_inspection_samples_place on caseflow_inspection_samples (province, city, drawn desc, sample);
