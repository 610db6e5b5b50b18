-- How much is not sealed yet, counted no further than it matters, and since when.
select count(*), min(e.timestamp)
from (
    select r.timestamp
    from mt_events r
    where r.seq_id > coalesce((select max(c.last_position) from caseflow_checkpoints c), -9223372036854775808)
    order by r.seq_id
    limit 100000
) e
