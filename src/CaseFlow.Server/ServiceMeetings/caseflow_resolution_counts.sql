create table caseflow_resolution_counts (
    month date not null,
    province text not null,
    city text not null,
    department text not null,
    decided bigint not null,
    open bigint not null,
    in_time bigint not null,
    carried bigint not null,
    primary key (month, province, city, department)
);
