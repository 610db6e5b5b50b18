select id, projection, definition, position, recorded_at, requested_by, created_at, expires_at, state, attempt, reached, error, tries, version, definition_hash
from caseflow_replays
where $1::uuid is null or id = $1
order by created_at, id
