-- Where an event log gathers until it has been read to its end and found genuine.
create temporary table caseflow_restored_events (
    seq_id bigint, id uuid, stream_id uuid, stream_type text, version bigint, type text, timestamp timestamptz, tenant_id text, mt_dotnet_type text,
    correlation_id text, causation_id text, user_name text, headers jsonb, is_archived boolean, data jsonb, bdata bytea) on commit drop
