create table caseflow_trace_edges (
    trace uuid not null,
    from_node text not null,
    to_node text not null,
    province text not null,
    city text not null,
    link text not null,
    known_from timestamptz not null,
    primary key (trace, from_node, to_node)
);
create index caseflow_trace_edges_from on caseflow_trace_edges (from_node, to_node, trace);
create index caseflow_trace_edges_to on caseflow_trace_edges (to_node, from_node, trace);
