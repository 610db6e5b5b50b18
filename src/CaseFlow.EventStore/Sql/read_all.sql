select e.seq_id, s.type, e.stream_id, e.version, e.id, e.type, e.data, e.timestamp,
    e.user_name, e.correlation_id, e.causation_id, e.headers
from mt_events e
join mt_streams s on s.id = e.stream_id
where e.seq_id > $1
order by e.seq_id
limit $2
