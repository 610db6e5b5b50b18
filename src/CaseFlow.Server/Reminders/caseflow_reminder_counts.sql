create table caseflow_reminder_counts (
    month date not null,
    province text not null,
    city text not null,
    touchpoint text not null,
    message text not null,
    template_version integer not null,
    planned bigint not null,
    handed_over bigint not null,
    late bigint not null,
    delivered bigint not null,
    undelivered bigint not null,
    dropped bigint not null,
    complaints bigint not null,
    primary key (month, province, city, touchpoint, message, template_version)
);
