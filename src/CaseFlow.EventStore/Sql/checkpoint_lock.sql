-- The projection's lock: whoever writes its rows or switches its tables holds it.
-- What is written under it follows from the events and need not wait for the disk.
select p.last_seq_id, d.version, d.definition_hash, set_config('synchronous_commit', 'off', true)
from caseflow_projections d
join mt_event_progression p on p.name = d.name || ':All'
where d.name = $1
for update
