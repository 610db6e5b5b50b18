-- Where a connection gathers appends before it takes its turn: no lock is held while they are sent.
create temporary table if not exists caseflow_staged_appends (
    append integer not null, stream uuid not null, type text not null, expected bigint not null, number integer not null,
    before bigint, -- the version that its events follow; null where it was not written
    position bigint);
create temporary table if not exists caseflow_staged_events (
    append integer not null, step integer not null, id uuid not null, type text not null, dotnet_type text not null,
    body jsonb not null, headers jsonb not null, actor text not null, correlation text not null, causation text)
