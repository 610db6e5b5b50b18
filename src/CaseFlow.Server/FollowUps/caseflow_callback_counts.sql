create table caseflow_callback_counts (
    province text not null,
    city text not null,
    status text not null,
    callbacks bigint not null,
    primary key (province, city, status)
);
