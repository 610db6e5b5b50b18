-- Nothing is moved where the replay was dropped, or is another attempt's by now.
update caseflow_replays
set reached = $3,
    state = $4,
    error = $5,
    tries = case when $4 = 'Waiting' then tries - 1 else tries end, -- stopped in order, not interrupted
    expires_at = greatest(expires_at, now() + lifetime)
where id = $1 and attempt = $2
