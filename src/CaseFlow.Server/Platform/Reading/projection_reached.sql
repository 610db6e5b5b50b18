select p.last_seq_id, e.timestamp
from mt_event_progression p
left join mt_events e on e.seq_id = p.last_seq_id
where p.name = $1 || ':All'
