-- The columns of a table's primary key with their types, in order.
select quote_ident(a.attname), format_type(a.atttypid, a.atttypmod)
from pg_index i
cross join unnest(i.indkey) with ordinality as k (number, place)
join pg_attribute a on a.attrelid = i.indrelid and a.attnum = k.number
where i.indisprimary and i.indrelid = to_regclass(quote_ident($1) || '.' || quote_ident($2))
order by k.place
