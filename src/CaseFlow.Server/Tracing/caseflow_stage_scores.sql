create table caseflow_stage_scores (
    month date not null,
    province text not null,
    city text not null,
    topic text not null,
    channel text not null,
    stage text not null,
    scored bigint not null,
    hundredths bigint not null,
    primary key (month, province, city, topic, channel, stage)
);
