insert into caseflow_checkpoints (number, environment, first_position, last_position, count, total, sealed_at, chain, root, previous, key_id, signature, seals)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
