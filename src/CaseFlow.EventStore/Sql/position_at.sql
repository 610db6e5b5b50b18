-- The last event recorded by a time, by halving: recorded times rise with positions, and positions have gaps.
-- Whatever is at or below low was recorded by then; whatever is above high was not.
with recursive search (low, high) as (
    select 0::bigint, coalesce(max(seq_id), 0) from mt_events
    union all
    select
        case when probe.timestamp <= $1 then probe.seq_id else s.low end,
        case when probe.timestamp <= $1 then s.high else (s.low + s.high + 1) / 2 - 1 end
    from search s
    left join lateral (
        select e.seq_id, e.timestamp
        from mt_events e
        where e.seq_id >= (s.low + s.high + 1) / 2 and e.seq_id <= s.high
        order by e.seq_id
        limit 1
    ) probe on true
    where s.low < s.high
)
select s.low, e.timestamp
from search s
left join mt_events e on e.seq_id = s.low
where s.low >= s.high
