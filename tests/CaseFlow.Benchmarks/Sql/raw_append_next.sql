with stream as (
    update mt_streams set version = $2, timestamp = now() where id = $1
)
insert into mt_events (seq_id, id, stream_id, version, data, type, mt_dotnet_type, correlation_id, headers, user_name)
values (nextval('mt_events_sequence'), $3, $1, $2, $4, $5, $6, $7, $8, $9)
