create table if not exists caseflow_ended_sessions (
    session uuid primary key,
    account uuid not null,
    ended timestamptz not null default now()
);
create index if not exists caseflow_ended_sessions_account on caseflow_ended_sessions (account);
