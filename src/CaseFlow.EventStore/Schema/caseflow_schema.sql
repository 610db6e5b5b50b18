-- The digest of the statements that this schema was made with.
create table if not exists caseflow_schema (
    digest text primary key
)
