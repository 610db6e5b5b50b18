-- The projection's lock: whoever writes its rows or switches its tables holds it.
select p.last_seq_id, d.version, d.definition_hash
from caseflow_projections d
join mt_event_progression p on p.name = d.name || ':All'
where d.name = $1
for update
