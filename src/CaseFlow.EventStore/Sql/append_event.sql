-- One event of a stream that append_first or append_next has just written, in this transaction.
insert into mt_events (seq_id, id, stream_id, version, data, type, timestamp, mt_dotnet_type, correlation_id, causation_id, headers, user_name)
select nextval('mt_events_sequence'), $3, s.id, $2, $6, $4,
    greatest(s.timestamp, (select r.timestamp from mt_events r order by r.seq_id desc limit 1)), $5, $9, $10, $7, $8
from mt_streams s
where s.id = $1 and s.xmin = pg_current_xact_id_if_assigned()::xid
returning seq_id, pg_notify('caseflow_events', '')
