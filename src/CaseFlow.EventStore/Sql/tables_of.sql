-- The tables of some schemas.
select format('%I.%I', schemaname, tablename)
from pg_tables
where schemaname = any ($1)
order by 1
