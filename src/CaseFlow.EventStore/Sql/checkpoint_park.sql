insert into caseflow_parked (name, position, error)
values ($1, $2, $3)
on conflict (name) do update set position = excluded.position, error = excluded.error
