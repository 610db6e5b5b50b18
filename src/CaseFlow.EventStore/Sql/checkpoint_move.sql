-- Only from where it was: a node that was paused meanwhile does not take the checkpoint back.
with moved as (
    update mt_event_progression
    set last_seq_id = $3, last_updated = transaction_timestamp()
    where name = $1 || ':All' and last_seq_id = $2
    returning last_seq_id
), unparked as (
    delete from caseflow_parked where name = $1 and exists (select from moved)
)
select pg_notify('caseflow_projected', $1 || ' ' || moved.last_seq_id)
from moved
