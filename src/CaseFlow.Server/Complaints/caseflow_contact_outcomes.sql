create table caseflow_contact_outcomes (
    contact uuid primary key,
    failed boolean not null
);
