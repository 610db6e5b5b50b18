select number, environment, first_position, last_position, count, total, sealed_at, chain, root, previous, key_id, signature, seals
from caseflow_checkpoints
where number > $1
order by number
limit $2
