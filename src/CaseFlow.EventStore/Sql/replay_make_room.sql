-- Where there are as many replays as there may be, the finished one that was not used for longest makes room.
delete from caseflow_replays
where (select count(*) from caseflow_replays) >= $1
    and id = (
        select id
        from caseflow_replays
        where state in ('Ready', 'Failed') and used_at < now() - $2::interval
        order by used_at
        limit 1
    )
