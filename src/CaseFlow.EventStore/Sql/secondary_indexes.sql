-- Indexes that are no constraint: how to name them and how to make them again.
select format('%I.%I', n.nspname, c.relname), pg_get_indexdef(i.indexrelid)
from pg_index i
join pg_class c on c.oid = i.indexrelid
join pg_namespace n on n.oid = c.relnamespace
where n.nspname = any ($1)
    and not exists (select from pg_constraint k where k.conindid = i.indexrelid)
order by c.relname
