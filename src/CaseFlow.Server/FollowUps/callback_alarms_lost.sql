-- An alarm counts only while it waits to ring, and no later than the callback owes something, or than now ($3).
-- Quartz keeps times in ticks of 100 ns since the year 1; one second more allows for rounding.
select a.callback
from caseflow_callback_agenda a
where a.owed_at <= $4
    and not exists (
        select
        from qrtz_triggers t
        where t.sched_name = $1
            and t.trigger_group = $2
            and t.trigger_name = a.callback::text
            and t.trigger_state = 'WAITING'
            and t.next_fire_time <= (extract(epoch from greatest(a.owed_at, $3)) + 62135596801) * 10000000)
order by a.owed_at
