create table caseflow_clock_rules (
    singleton integer primary key,
    publications text not null
);
