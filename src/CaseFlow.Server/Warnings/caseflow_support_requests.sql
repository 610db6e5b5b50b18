create table caseflow_support_requests (
    support uuid primary key,
    province text not null,
    city text not null,
    need text not null,
    matter text,
    about uuid,
    status text not null,
    round integer not null,
    coordinator text,
    wanted_by timestamptz not null,
    take_up_by timestamptz not null,
    answer_by timestamptz not null,
    requested_at timestamptz not null,
    taken_up_at timestamptz,
    answered_at timestamptz,
    ended_at timestamptz,
    version bigint not null
);
create index caseflow_support_requests_due on caseflow_support_requests (answer_by, support);
create index caseflow_support_requests_place on caseflow_support_requests (province, city, answer_by, support);
create index caseflow_support_requests_province on caseflow_support_requests (province, answer_by, support);
create index caseflow_support_requests_open on caseflow_support_requests (answer_by, support) where status in ('Requested', 'TakenUp', 'Answered', 'Returned');
