create table caseflow_trace_nodes (
    trace uuid not null,
    node text not null,
    province text not null,
    city text not null,
    kind text not null,
    label text not null,
    known_from timestamptz not null,
    known_until timestamptz,
    primary key (trace, node)
);
create index caseflow_trace_nodes_node on caseflow_trace_nodes (node, trace);
