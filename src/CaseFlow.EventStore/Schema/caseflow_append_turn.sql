-- The turn to append: waits for the lock that orders all appends, which is taken before nextval and released after the commit
-- is visible, so that positions become visible in their order. Answers the time of recording. Volatile, so that what it asks
-- sees what was committed before the lock was granted.
create or replace function caseflow_append_turn() returns timestamptz language plpgsql volatile as $$
declare
    v_turn text := pg_advisory_xact_lock(1667330917, 1)::text;
begin
    return caseflow_not_before_the_last(clock_timestamp());
end
$$
