create table caseflow_case_threads (
    complaint uuid not null,
    kind text not null,
    other uuid not null,
    since bigint not null,
    primary key (complaint, kind, other)
);
