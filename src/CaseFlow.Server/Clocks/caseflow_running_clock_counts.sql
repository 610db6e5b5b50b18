create table caseflow_running_clock_counts (
    province text not null,
    city text not null,
    status text not null,
    obligation text not null,
    clocks bigint not null,
    primary key (province, city, status, obligation)
);
