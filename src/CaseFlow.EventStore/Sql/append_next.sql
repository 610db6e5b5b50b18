-- A stream goes on, and one event is recorded; nothing where it is not as it was believed to be. The rest is as in append_first.
with stream as (
    update mt_streams s
    set version = $3, timestamp = clock_timestamp()
    where s.id = $1 and s.version = $4 and s.type = $2 and pg_advisory_xact_lock(1667330917, 1)::text is not null
    returning s.timestamp
), turn as (
    select nextval('mt_events_sequence') as position, timestamp from stream
)
insert into mt_events (seq_id, id, stream_id, version, type, mt_dotnet_type, data, headers, user_name, correlation_id, causation_id, timestamp)
select position, $5, $1, $4 + 1, $6, $7, $8, $9, $10, $11, $12,
    case position when $13 + 1 then greatest(timestamp, $14) else caseflow_not_before_the_last(timestamp) end
from turn
returning seq_id, timestamp, pg_notify('caseflow_events', '')
