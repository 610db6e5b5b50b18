create table caseflow_kpi_definitions (
    kpi text primary key,
    published text not null
);
