create table caseflow_milestone_callbacks (
    callback uuid primary key,
    complaint uuid not null
);
