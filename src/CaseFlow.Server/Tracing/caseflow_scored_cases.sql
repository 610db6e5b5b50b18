create table caseflow_scored_cases (
    complaint uuid primary key,
    month date not null,
    province text not null,
    city text not null,
    topic text not null,
    channel text not null,
    scores text[] not null
);
create index caseflow_scored_cases_scored on caseflow_scored_cases (month, complaint) where scores <> '{}';
