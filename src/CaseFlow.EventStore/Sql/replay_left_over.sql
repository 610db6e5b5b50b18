-- Scratch schemas that no replay owns any more.
select n.nspname::text
from pg_namespace n
where starts_with(n.nspname, 'caseflow_replay_')
    and not exists (
        select
        from caseflow_replays r
        where n.nspname = 'caseflow_replay_' || replace(r.id::text, '-', '') || '_' || r.attempt
            and r.state <> 'Failed'
    )
