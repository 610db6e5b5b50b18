with moved as (
    insert into mt_event_progression (name, last_seq_id)
    values ($1 || ':All', $2)
    on conflict (name) do update set last_seq_id = excluded.last_seq_id, last_updated = excluded.last_updated
), unparked as (
    delete from caseflow_parked where name = $1
)
select pg_notify('caseflow_projected', $1 || ' ' || $2)
