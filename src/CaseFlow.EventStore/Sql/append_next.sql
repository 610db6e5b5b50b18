-- A stream goes on; nothing where it is not as it was believed to be. The lock is that of caseflow_append_turn.
update mt_streams s
set version = $3, timestamp = clock_timestamp()
where s.id = $1 and s.version = $4 and s.type = $2 and pg_advisory_xact_lock(1667330917, 1)::text is not null
