-- The projections' locks: whoever writes their rows or switches their tables holds them. A node that is paused while it
-- holds them loses them soon, with what it was about to write.
-- What is written under them follows from the events and need not wait for the disk.
select d.name, p.last_seq_id, d.version, d.definition_hash,
    set_config('synchronous_commit', 'off', true), set_config('idle_in_transaction_session_timeout', '4s', true)
from caseflow_projections d
join mt_event_progression p on p.name = d.name || ':All'
where d.name = any ($1)
order by d.name
for update
