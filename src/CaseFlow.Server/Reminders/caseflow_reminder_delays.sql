create table caseflow_reminder_delays (
    month date not null,
    province text not null,
    city text not null,
    touchpoint text not null,
    minutes integer not null,
    reminders bigint not null,
    primary key (month, province, city, touchpoint, minutes)
);
