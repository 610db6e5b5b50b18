create table caseflow_work_list_counts (
    province text not null,
    city text not null,
    status text not null,
    kind text not null,
    cases bigint not null,
    primary key (province, city, status, kind)
);
