-- All that is stored of some events, with the type of their stream.
select e.seq_id, e.id, e.stream_id, s.type, e.version, e.type, e.timestamp, e.tenant_id, e.mt_dotnet_type,
    e.correlation_id, e.causation_id, e.user_name, e.headers, e.is_archived, e.data, e.bdata
from mt_events e
left join mt_streams s on s.id = e.stream_id
where e.seq_id = any($1)
order by e.seq_id
