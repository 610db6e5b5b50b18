-- An alarm counts only while it waits to ring, and no later than the case's next moment, or than now ($3).
-- Quartz keeps times in ticks of 100 ns since the year 1; one second more allows for rounding.
select c.complaint
from caseflow_clock_cases c
where c.owed_at <= $4
    and not exists (
        select
        from qrtz_triggers t
        where t.sched_name = $1
            and t.trigger_group = $2
            and t.trigger_name = c.complaint::text
            and t.trigger_state = 'WAITING'
            and t.next_fire_time <= (extract(epoch from greatest(c.owed_at, $3)) + 62135596801) * 10000000)
order by c.owed_at
