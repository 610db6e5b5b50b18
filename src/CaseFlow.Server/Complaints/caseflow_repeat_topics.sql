create table caseflow_repeat_topics (
    name text primary key,
    published text not null
);
