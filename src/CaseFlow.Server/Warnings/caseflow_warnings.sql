create table caseflow_warnings (
    warning uuid primary key,
    rule text not null,
    rule_version integer not null,
    kind text not null,
    grade text not null,
    province text not null,
    city text not null,
    topic text not null,
    brand text not null,
    status text not null,
    subsided boolean not null,
    window_from timestamptz not null,
    window_to timestamptz not null,
    observed integer not null,
    expected numeric,
    "limit" numeric not null,
    complaints integer not null,
    target text,
    target_id uuid,
    raised_at timestamptz not null,
    ended_at timestamptz,
    version bigint not null
);
create index caseflow_warnings_raised on caseflow_warnings (raised_at, warning);
create index caseflow_warnings_place on caseflow_warnings (province, city, raised_at, warning);
create index caseflow_warnings_province on caseflow_warnings (province, raised_at, warning);
create index caseflow_warnings_open on caseflow_warnings (raised_at, warning) where status in ('Raised', 'Acknowledged');
create index caseflow_warnings_about on caseflow_warnings (rule, province, city, topic, brand, raised_at);
create index caseflow_warnings_going_on on caseflow_warnings (rule) where not subsided and status in ('Raised', 'Acknowledged');
