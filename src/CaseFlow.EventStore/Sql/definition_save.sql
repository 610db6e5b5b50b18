insert into caseflow_projections (name, version, definition_hash, tables)
values ($1, $2, $3, $4)
on conflict (name) do update set version = excluded.version, definition_hash = excluded.definition_hash, tables = excluded.tables
