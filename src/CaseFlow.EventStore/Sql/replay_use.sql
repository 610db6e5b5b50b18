update caseflow_replays
set used_at = now(), expires_at = greatest(expires_at, now() + lifetime)
where id = $1
returning id, projection, definition, position, recorded_at, requested_by, created_at, expires_at, state, attempt, reached, error, tries, version, definition_hash
