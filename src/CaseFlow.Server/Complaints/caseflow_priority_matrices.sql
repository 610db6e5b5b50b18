create table caseflow_priority_matrices (
    version integer primary key,
    published text not null
);
