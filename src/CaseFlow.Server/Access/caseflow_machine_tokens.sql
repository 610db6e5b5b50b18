create table caseflow_machine_tokens (
    token uuid primary key,
    name text not null,
    roles text[] not null,
    province text not null,
    city text not null,
    department text null,
    issued_at timestamptz not null,
    issued_by text not null,
    expires_at timestamptz not null,
    speaks_for_others boolean not null,
    revoked boolean not null,
    version bigint not null
);
create index caseflow_machine_tokens_name on caseflow_machine_tokens (name collate "C", token);
