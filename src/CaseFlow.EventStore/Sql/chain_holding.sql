-- The checkpoint that seals a position.
select number, environment, first_position, last_position, count, total, sealed_at, chain, root, previous, key_id, signature, seals
from caseflow_checkpoints
where last_position >= $1
order by last_position
limit 1
