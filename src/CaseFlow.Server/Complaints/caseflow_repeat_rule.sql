create table caseflow_repeat_rule (
    name text primary key,
    version integer not null,
    window_days integer not null,
    topic_level integer not null,
    kinds text[] not null,
    unit integer not null
);
