-- The schema of the live rows and how far they have come; always one row.
select current_schema(), coalesce(p.last_seq_id, 0), e.timestamp
from (values ($1 || ':All')) as asked (name)
left join mt_event_progression p on p.name = asked.name
left join mt_events e on e.seq_id = p.last_seq_id
