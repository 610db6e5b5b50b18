-- How each index and constraint of the events' tables is dropped and made, those that others rest on last.
select 'alter table ' || conrelid::regclass || ' drop constraint ' || quote_ident(conname),
    'alter table ' || conrelid::regclass || ' add constraint ' || quote_ident(conname) || ' ' || pg_get_constraintdef(oid),
    case contype when 'f' then 0 else 2 end as place
from pg_constraint
where conrelid in ('mt_events'::regclass, 'mt_streams'::regclass) and contype in ('f', 'p')
union all
select 'drop index ' || indexrelid::regclass, pg_get_indexdef(indexrelid), 1
from pg_index
where indrelid in ('mt_events'::regclass, 'mt_streams'::regclass) and not indisprimary
order by place
