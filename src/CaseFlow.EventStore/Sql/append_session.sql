-- For the connection that appends: an acknowledged append is on disk, whatever the database's default, and plans
-- do not depend on how large the tables were when they were made.
select
    set_config('synchronous_commit', case current_setting('synchronous_commit') when 'off' then 'on' else current_setting('synchronous_commit') end, false),
    set_config('enable_seqscan', 'off', false),
    set_config('jit', 'off', false),
    set_config('plan_cache_mode', 'force_generic_plan', false)
