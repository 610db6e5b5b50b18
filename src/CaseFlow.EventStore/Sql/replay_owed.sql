select id
from caseflow_replays
where state in ('Waiting', 'Running')
order by created_at, id
