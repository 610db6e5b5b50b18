create table if not exists caseflow_passwords (
    password uuid primary key,
    account uuid not null,
    hash text not null,
    failures integer not null default 0,
    created timestamptz not null default now()
);
create index if not exists caseflow_passwords_account on caseflow_passwords (account);
