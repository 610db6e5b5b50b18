update caseflow_replays
set state = 'Running', attempt = attempt + 1, tries = tries + 1, reached = 0
where id = $1 and state in ('Waiting', 'Running')
returning id, projection, definition, position, recorded_at, requested_by, created_at, expires_at, state, attempt, reached, error, tries, version, definition_hash
