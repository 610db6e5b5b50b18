-- Writes the appends that the session has staged, each of a different stream, and forgets them.
-- What does not fit its stream is not written; ids that are recorded already break the unique index, and all is undone.
create or replace function caseflow_append_staged() returns table (append integer, before bigint, "position" bigint)
language plpgsql
set enable_nestloop = off -- nobody knows how much was staged; streams are found by their key all the same
as $$
#variable_conflict use_column
declare
    v_now timestamptz := caseflow_append_turn();
    v_done text;
begin
    update caseflow_staged_appends a
    set before = coalesce(s.version, 0)
    from (
        select b.append, r.version, r.type
        from caseflow_staged_appends b
        left join lateral (select r.version, r.type from mt_streams r where r.id = b.stream limit 1) r on true
    ) s
    where a.append = s.append and coalesce(s.type, a.type) = a.type and a.expected in (-1, coalesce(s.version, 0));

    insert into mt_streams as s (id, type, version, timestamp, created)
    select a.stream, a.type, a.before + a.number, v_now, v_now
    from caseflow_staged_appends a
    where a.before is not null
    on conflict (id) do update set version = excluded.version, timestamp = excluded.timestamp
    where coalesce(s.version, 0) < excluded.version;

    with recorded as (
        insert into mt_events (seq_id, id, stream_id, version, data, type, timestamp,
            mt_dotnet_type, correlation_id, causation_id, headers, user_name)
        select nextval('mt_events_sequence'), e.id, e.stream, e.before + e.step, e.body, e.type, v_now,
            e.dotnet_type, e.correlation, e.causation, e.headers, e.actor
        from (
            select e.*, a.stream, a.before
            from caseflow_staged_events e join caseflow_staged_appends a on a.append = e.append
            where a.before is not null
            order by e.append, e.step
        ) e
        returning seq_id, stream_id
    ), last as (
        select stream_id, max(seq_id) as seq_id from recorded group by stream_id
    )
    update caseflow_staged_appends a set position = last.seq_id from last where a.stream = last.stream_id;
    v_done := pg_notify('caseflow_events', '')::text;

    return query select a.append, a.before, a.position from caseflow_staged_appends a;
    truncate caseflow_staged_appends, caseflow_staged_events;
end
$$
