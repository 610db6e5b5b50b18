select e.seq_id, e.stream_id, e.version, e.id, e.type, e.data, e.timestamp,
    e.user_name, e.correlation_id, e.causation_id, e.headers, s.type
from mt_events e
join mt_streams s on s.id = e.stream_id
where e.stream_id = $1 and e.version > $2
order by e.version
