create table if not exists caseflow_tokens (
    token uuid primary key,
    secret_hash bytea not null,
    last_used timestamptz null
);
-- A list of tokens tells when each was used last; the hashes are for who checks them alone.
do $$
begin
    if not has_column_privilege('caseflow_reader', 'caseflow_tokens', 'last_used', 'select') then
        grant select (token, last_used) on caseflow_tokens to caseflow_reader;
    end if;
end
$$
