-- Ends the sessions that hold a lock of ours: hashtext answers a signed number, an oid is none.
select pg_terminate_backend(l.pid)
from pg_locks l
where l.locktype = 'advisory'
    and l.database = (select d.oid from pg_database d where d.datname = current_database())
    and l.classid = $1::oid
    and l.objid = (hashtext($2)::bigint & 4294967295)::oid
    and l.pid <> pg_backend_pid()
