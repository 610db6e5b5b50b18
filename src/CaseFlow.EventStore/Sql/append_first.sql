-- A stream begins, and its first event is recorded; nothing where it is there already. The lock is that of caseflow_append_turn.
-- Who wrote the event before this one knows its time; otherwise it is looked up, now that the lock is granted.
with stream as (
    insert into mt_streams (id, type, version, timestamp, created)
    select $1, $2, $3, clock_timestamp(), clock_timestamp()
    where pg_advisory_xact_lock(1667330917, 1)::text is not null
    on conflict (id) do nothing
    returning timestamp
), turn as (
    select nextval('mt_events_sequence') as position, timestamp from stream
)
insert into mt_events (seq_id, id, stream_id, version, type, mt_dotnet_type, data, headers, user_name, correlation_id, causation_id, timestamp)
select position, $5, $1, $4 + 1, $6, $7, $8, $9, $10, $11, $12,
    case position when $13 + 1 then greatest(timestamp, $14) else caseflow_not_before_the_last(timestamp) end
from turn
returning seq_id, timestamp, pg_notify('caseflow_events', '')
