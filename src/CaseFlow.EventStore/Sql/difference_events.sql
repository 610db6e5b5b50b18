-- The events of some streams within a stretch of positions: for each row the first few, and how many there are.
select row_number, seq_id, id, type, stream_id, timestamp, total
from (
    select
        r.row_number, e.seq_id, e.id, e.type, e.stream_id, e.timestamp,
        count(*) over (partition by r.row_number) as total,
        row_number() over (partition by r.row_number order by e.seq_id) as place
    from unnest($1, $2) as r (row_number, stream)
    join mt_events e on e.stream_id = r.stream
    where e.seq_id > $3 and e.seq_id <= $4 and ($5::text[] is null or e.type = any ($5))
) found
where place <= $6
order by row_number, seq_id
