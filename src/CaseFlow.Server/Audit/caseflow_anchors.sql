-- How far checkpoints were delivered to each address outside; its address may be a secret, so only its hash is kept.
create table if not exists caseflow_anchors (
    destination text primary key,
    number bigint not null default 0,
    delivered_at timestamptz
)
