-- A stream begins; nothing where it is there already. The lock is that of caseflow_append_turn.
insert into mt_streams (id, type, version, timestamp, created)
select $1, $2, $3, clock_timestamp(), clock_timestamp()
where pg_advisory_xact_lock(1667330917, 1)::text is not null
on conflict (id) do nothing
