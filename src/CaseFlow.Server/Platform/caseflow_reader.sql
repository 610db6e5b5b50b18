-- The role that questions are asked as. It owns nothing and writes nothing; what it sees of the read models, their policies say.
do $$
begin
    if not exists (select from pg_roles where rolname = 'caseflow_reader') then
        begin
            create role caseflow_reader nologin;
            execute format('grant caseflow_reader to %I', current_user);
        exception when duplicate_object or unique_violation then null; -- Another database of the cluster was faster.
        end;
    end if;
    -- A role that policies do not hold would see everything, and nobody would notice.
    if exists (select from pg_roles where rolname = 'caseflow_reader' and (rolsuper or rolbypassrls)) then
        raise insufficient_privilege using message = 'caseflow_reader is a superuser or has bypassrls, so that row-level security does not hold it';
    end if;
    if not pg_has_role(current_user, 'caseflow_reader', 'member') then
        execute format('grant caseflow_reader to %I', current_user);
    end if;
    if not has_schema_privilege('caseflow_reader', current_schema(), 'usage') then
        execute format('grant usage on schema %I to caseflow_reader', current_schema());
    end if;
    -- Comparisons name the events between two replays: which and when, not what they say.
    if not has_column_privilege('caseflow_reader', 'mt_events', 'seq_id', 'select') then
        grant select (seq_id, id, stream_id, version, type, timestamp) on mt_events to caseflow_reader;
    end if;
end
$$
