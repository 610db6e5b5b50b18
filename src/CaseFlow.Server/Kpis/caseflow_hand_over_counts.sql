create table caseflow_hand_over_counts (
    month date not null,
    province text not null,
    city text not null,
    asked_by text not null,
    department text not null,
    handed_over bigint not null,
    bounced bigint not null,
    primary key (month, province, city, asked_by, department)
);
