create or replace function caseflow_forbid_change() returns trigger
language plpgsql as $$
begin
    raise exception using
        errcode = 'CF003',
        message = 'Recorded events are permanent: ' || lower(tg_op) || ' of ' || tg_table_name || ' is refused.';
end
$$
