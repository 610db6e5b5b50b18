-- A further event of a stream that append_first or append_next has just written, in this transaction.
insert into mt_events (seq_id, id, stream_id, version, type, mt_dotnet_type, data, headers, user_name, correlation_id, causation_id, timestamp)
select nextval('mt_events_sequence'), $3, s.id, $2, $4, $5, $6, $7, $8, $9, $10,
    greatest(s.timestamp, (select r.timestamp from mt_events r order by r.seq_id desc limit 1))
from mt_streams s
where s.id = $1 and s.xmin = pg_current_xact_id_if_assigned()::xid
returning seq_id, timestamp
