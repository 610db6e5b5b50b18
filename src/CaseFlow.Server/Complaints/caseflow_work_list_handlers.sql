create table caseflow_work_list_handlers (
    handler text not null,
    province text not null,
    city text not null,
    status text not null,
    kind text not null,
    cases bigint not null,
    primary key (handler, province, city, status, kind)
);
