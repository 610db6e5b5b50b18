-- Wakes whichever node's turn it is; it finds that the projection is not stopped any more.
with retried as (
    delete from caseflow_parked where name = $1 returning name
)
select pg_notify('caseflow_events', '') from retried
