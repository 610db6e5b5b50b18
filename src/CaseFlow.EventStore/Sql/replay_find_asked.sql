-- The replay that was asked for before; asking again prolongs it, and tries one that failed again.
update caseflow_replays
set used_at = now(),
    lifetime = greatest(lifetime, $6),
    expires_at = greatest(expires_at, now() + $6),
    tries = case when state = 'Failed' then 0 else tries end,
    error = case when state = 'Failed' then null else error end,
    state = case when state = 'Failed' then 'Waiting' else state end
where projection = $1 and version = $2 and definition_hash = $3 and definition = $4 and position = $5
returning id, projection, definition, position, recorded_at, requested_by, created_at, expires_at, state, attempt, reached, error, tries, version, definition_hash
