-- Appends of different streams in one transaction, each with its own check of repetition and version, and its own answer.
-- Each statement below sees what was committed before the turn was granted.
drop function if exists caseflow_append(uuid, text, bigint, uuid[], text[], text[], jsonb[], jsonb[], text[], text[], text[]);
create or replace function caseflow_append(
    p_streams uuid[], -- of each append
    p_stream_types text[],
    p_expected bigint[], -- -1: any
    p_numbers integer[], -- of events
    p_appends integer[], -- of each event: its append,
    p_steps integer[], -- its place in the append, from 1
    p_ids uuid[],
    p_types text[],
    p_dotnet_types text[],
    p_bodies jsonb[],
    p_headers jsonb[],
    p_actors text[],
    p_correlations text[],
    p_causations text[],
    p_careful boolean, -- whether to look for recorded ids first; without, one that the version does not give away breaks the unique index
    out before bigint[], -- of each append: the version that its events follow; -1 where it was not written
    out positions bigint[], -- of all events written, in order
    out actual bigint[], -- of each append that was not written: the stream's version
    out stream_types text[], -- and type,
    out known integer[], -- how many of its ids are recorded,
    out here integer[], -- how many of them in its stream,
    out versions bigint[], -- the last one's version
    out known_positions bigint[]) -- and position
language plpgsql
as $$
declare
    v_now timestamptz := caseflow_append_turn();
    v_done text;
    v_repeated integer[] := '{}';
begin
    if p_careful then
        select coalesce(array_agg(distinct p_appends[e]), '{}')
        into v_repeated
        from generate_subscripts(p_ids, 1) e
        where (select true from mt_events r where r.id = p_ids[e] limit 1);
    end if;

    select array_agg(case
        when a = any (v_repeated) or s.type <> p_stream_types[a] or p_expected[a] not in (-1, coalesce(s.version, 0)) then -1
        else coalesce(s.version, 0)
    end)
    into before
    from generate_subscripts(p_streams, 1) a
    left join lateral (select s.version, s.type from mt_streams s where s.id = p_streams[a] limit 1) s on true;

    -- A stream that a program without our lock wrote meanwhile stays as it is; then the events break a unique index.
    insert into mt_streams as s (id, type, version, timestamp, created)
    select p_streams[a], p_stream_types[a], before[a] + p_numbers[a], v_now, v_now
    from generate_subscripts(p_streams, 1) a
    where before[a] >= 0
    on conflict (id) do update set version = excluded.version, timestamp = excluded.timestamp
    where coalesce(s.version, 0) < excluded.version;

    with recorded as (
        insert into mt_events (seq_id, id, stream_id, version, data, type, timestamp,
            mt_dotnet_type, correlation_id, causation_id, headers, user_name)
        select nextval('mt_events_sequence'), p_ids[e], p_streams[p_appends[e]], before[p_appends[e]] + p_steps[e], p_bodies[e], p_types[e], v_now,
            p_dotnet_types[e], p_correlations[e], p_causations[e], p_headers[e], p_actors[e]
        from generate_subscripts(p_ids, 1) e
        where before[p_appends[e]] >= 0
        returning seq_id
    )
    select array_agg(r.seq_id order by r.seq_id) into positions from recorded r;
    if positions is not null then
        v_done := pg_notify('caseflow_events', '')::text;
    end if;

    if -1 = any (before) then
        select
            array_agg(coalesce(s.version, 0) order by a),
            array_agg(s.type order by a),
            array_agg(coalesce(k.number, 0)::integer order by a),
            array_agg(coalesce(k.here, 0)::integer order by a),
            array_agg(k.version order by a),
            array_agg(k.position order by a)
        into actual, stream_types, known, here, versions, known_positions
        from generate_subscripts(p_streams, 1) a
        left join lateral (select s.version, s.type from mt_streams s where s.id = p_streams[a] limit 1) s on true
        left join lateral (
            select count(*) as number, count(*) filter (where r.stream_id = p_streams[a]) as here, max(r.version) as version, max(r.seq_id) as position
            from mt_events r
            where before[a] = -1 and r.id = any (array(select p_ids[e] from generate_subscripts(p_ids, 1) e where p_appends[e] = a))
        ) k on true;
    end if;
end
$$
