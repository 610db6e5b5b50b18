select seq_id, stream_id, version, id, type, data, timestamp, user_name, correlation_id, causation_id, headers
from mt_events
order by seq_id
