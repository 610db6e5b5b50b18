-- Appends of different streams in one transaction, each of which says the version that it expects: those whose stream is there
-- are written, the others are left for caseflow_append to judge. A recorded id breaks the unique index, and all is undone.
create or replace function caseflow_append_expected(
    p_streams uuid[], -- of each append
    p_stream_types text[],
    p_expected bigint[],
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
    out before bigint[], -- of each append: the version that its events follow; -1 where it was not written
    out positions bigint[]) -- of all events written, in order
language plpgsql
as $$
declare
    v_now timestamptz := caseflow_append_turn();
    v_done text;
    v_written uuid[];
    v_all boolean;
begin
    with asked as materialized (
        select * from unnest(p_streams, p_stream_types, p_expected, p_numbers) as a (stream, type, expected, number)
    ), following as (
        update mt_streams s
        set version = a.expected + a.number, timestamp = v_now
        from asked a
        where s.id = a.stream and s.version = a.expected and s.type = a.type and a.expected > 0
        returning s.id
    ), begun as (
        insert into mt_streams (id, type, version, timestamp, created)
        select a.stream, a.type, a.number, v_now, v_now
        from asked a
        where a.expected = 0
        on conflict (id) do nothing
        returning id
    )
    select array_agg(w.id) into v_written from (select id from following union all select id from begun) w;

    v_all := cardinality(v_written) is not distinct from cardinality(p_streams);
    if v_all then
        before := p_expected;
    else
        select array_agg(case when p_streams[a] = any (v_written) then p_expected[a] else -1 end order by a)
        into before
        from generate_subscripts(p_streams, 1) a;
    end if;

    with recorded as (
        insert into mt_events (seq_id, id, stream_id, version, data, type, timestamp,
            mt_dotnet_type, correlation_id, causation_id, headers, user_name)
        select nextval('mt_events_sequence'), p_ids[e], p_streams[p_appends[e]], p_expected[p_appends[e]] + p_steps[e], p_bodies[e], p_types[e], v_now,
            p_dotnet_types[e], p_correlations[e], p_causations[e], p_headers[e], p_actors[e]
        from generate_subscripts(p_ids, 1) e
        where v_all or before[p_appends[e]] >= 0
        returning seq_id
    )
    select array_agg(r.seq_id order by r.seq_id) into positions from recorded r;
    if positions is not null then
        v_done := pg_notify('caseflow_events', '')::text;
    end if;
end
$$
