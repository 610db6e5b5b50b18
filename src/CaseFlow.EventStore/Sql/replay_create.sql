insert into caseflow_replays (id, projection, version, definition_hash, definition, position, lifetime, expires_at, recorded_at, requested_by)
values ($7, $1, $2, $3, $4, $5, $6, now() + $6, $8, $9)
returning id, projection, definition, position, recorded_at, requested_by, created_at, expires_at, state, attempt, reached, error, tries, version, definition_hash
