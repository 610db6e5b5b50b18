select number, environment, first_position, last_position, count, total, sealed_at, chain, root, previous, key_id, signature, ''::bytea
from caseflow_checkpoints
order by number desc
limit 1
