create table caseflow_clock_callbacks (
    callback uuid primary key,
    complaint uuid not null
);
