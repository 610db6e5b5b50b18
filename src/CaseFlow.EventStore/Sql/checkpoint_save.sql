with moved as (
    insert into mt_event_progression (name, last_seq_id)
    select u.name || ':All', u.position
    from unnest($1, $2) as u (name, position)
    on conflict (name) do update set last_seq_id = excluded.last_seq_id, last_updated = excluded.last_updated
), unparked as (
    delete from caseflow_parked where name = any ($1)
)
select pg_notify('caseflow_projected', u.name || ' ' || u.position)
from unnest($1, $2) as u (name, position)
