-- A time of recording: what is recorded later is never earlier, even when the clock was put back.
-- Volatile, so that a statement that has waited for its turn is told of what was committed meanwhile.
create or replace function caseflow_not_before_the_last(p_now timestamptz) returns timestamptz language plpgsql volatile as $$
begin
    return greatest(p_now, (select r.timestamp from mt_events r order by r.seq_id desc limit 1));
end
$$
