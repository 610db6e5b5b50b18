create table caseflow_accounts (
    account uuid primary key,
    user_name text not null,
    display_name text not null,
    province text not null,
    city text not null,
    grants text[] not null,
    status text not null,
    has_password boolean not null,
    locked_until timestamptz null,
    version bigint not null
);
create unique index caseflow_accounts_user_name on caseflow_accounts (user_name collate "C");
