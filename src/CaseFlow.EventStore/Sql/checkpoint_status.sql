select n.name, coalesce(p.last_seq_id, 0), k.position, k.error
from unnest($1) as n (name)
left join mt_event_progression p on p.name = n.name || ':All'
left join caseflow_parked k on k.name = n.name
