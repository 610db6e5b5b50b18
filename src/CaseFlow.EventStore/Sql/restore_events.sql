-- Streams are what their events say; an append would have made them so.
insert into mt_streams (id, type, version, timestamp, created, tenant_id)
select stream_id, max(stream_type), max(version), max(timestamp), min(timestamp), max(tenant_id)
from caseflow_restored_events
where stream_id is not null
group by stream_id;
insert into mt_events (seq_id, id, stream_id, version, data, bdata, type, timestamp, tenant_id, mt_dotnet_type, correlation_id, causation_id, headers, user_name, is_archived)
select seq_id, id, stream_id, version, data, bdata, type, timestamp, tenant_id, mt_dotnet_type, correlation_id, causation_id, headers, user_name, is_archived
from caseflow_restored_events
order by seq_id;
select setval('mt_events_sequence', coalesce(max(seq_id), 1), max(seq_id) is not null) from mt_events
