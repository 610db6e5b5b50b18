-- One append, whole: order, repetition, expected version, stream, events, notification.
-- The lock is taken before nextval and released after the commit is visible,
-- so positions become visible in their order. Each statement below sees what was committed before the lock was granted.
create or replace function caseflow_append(
    p_stream uuid,
    p_stream_type text,
    p_expected bigint, -- null: any
    p_ids uuid[],
    p_types text[],
    p_dotnet_types text[],
    p_bodies jsonb[],
    p_headers jsonb[],
    p_actors text[],
    p_correlations text[],
    p_causations text[])
returns table (outcome text, stream_version bigint, last_position bigint)
language plpgsql as $$
declare
    v_now timestamptz;
    v_found bigint;
    v_found_here bigint;
    v_type text;
    v_version bigint;
begin
    perform pg_advisory_xact_lock(1667330917, 1);
    -- An acknowledged append is on disk, whatever the session's default.
    if current_setting('synchronous_commit') = 'off' then
        perform set_config('synchronous_commit', 'on', true);
    end if;

    select count(*), count(*) filter (where e.stream_id = p_stream), max(e.version), max(e.seq_id)
    into v_found, v_found_here, stream_version, last_position
    from mt_events e
    where e.id = any (p_ids);
    if v_found > 0 then
        if v_found <> cardinality(p_ids) or v_found_here <> v_found then
            raise exception using
                errcode = 'CF001',
                message = 'Some of these event ids are already recorded, but not as this append to ' || p_stream || '.';
        end if;
        outcome := 'repeated';
        return next;
        return;
    end if;

    select s.type, s.version into v_type, v_version from mt_streams s where s.id = p_stream for update;
    if v_type <> p_stream_type then
        raise exception using
            errcode = 'CF002',
            message = 'Stream ' || p_stream || ' is a ' || v_type || ', not a ' || p_stream_type || '.';
    end if;
    v_version := coalesce(v_version, 0);
    if v_version <> p_expected then
        outcome := 'conflict';
        stream_version := v_version;
        last_position := 0;
        return next;
        return;
    end if;

    v_now := clock_timestamp();
    insert into mt_streams as s (id, type, version, timestamp, created)
    values (p_stream, p_stream_type, v_version + cardinality(p_ids), v_now, v_now)
    on conflict (id) do update set version = excluded.version, timestamp = excluded.timestamp
    where coalesce(s.version, 0) = v_version;
    if not found then -- a program without our lock created the stream meanwhile
        raise unique_violation using constraint = 'pkey_mt_streams_id';
    end if;

    with recorded as (
        insert into mt_events (seq_id, id, stream_id, version, data, type, timestamp,
            mt_dotnet_type, correlation_id, causation_id, headers, user_name)
        select nextval('mt_events_sequence'), e.id, p_stream, v_version + e.place, e.body, e.type, v_now,
            e.dotnet_type, e.correlation, e.causation, e.header, e.actor
        from (
            select *
            from unnest(p_ids, p_types, p_dotnet_types, p_bodies, p_headers, p_actors, p_correlations, p_causations)
                with ordinality as u (id, type, dotnet_type, body, header, actor, correlation, causation, place)
            order by u.place
        ) e
        returning seq_id
    )
    select max(seq_id) into last_position from recorded;
    perform pg_notify('caseflow_events', '');
    outcome := 'appended';
    stream_version := v_version + cardinality(p_ids);
    return next;
end
$$
