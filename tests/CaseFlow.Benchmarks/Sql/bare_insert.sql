with stream as (
    insert into mt_streams (id, type, version) values ($1, 'complaint', 1)
)
insert into mt_events (seq_id, id, stream_id, version, data, type)
values (nextval('mt_events_sequence'), $2, $1, 1, '{}', 'nothing_happened')
