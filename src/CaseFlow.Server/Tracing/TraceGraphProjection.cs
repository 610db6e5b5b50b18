using CaseFlow.EventStore;
using CaseFlow.EventStore.Projections;
using CaseFlow.Server.Platform.Reading;
using CaseFlow.Tracing;

namespace CaseFlow.Server.Tracing;

/// <summary>Where a trace belongs; its first event says so, and every node and edge of it lies there.</summary>
public sealed record TracePlace(Guid Trace, string Province, string City)
{
    /// <summary>The table.</summary>
    public static readonly ProjectionTable<TracePlace> Table = RowSecurity.Table<TracePlace>("caseflow_trace_places", RowsOf.Territory, "trace");
}

/// <summary>A node of the graph, as one trace knows it, with the times between which it was known.</summary>
public sealed record TraceNodeRow
{
    /// <summary>The table.</summary>
    public static readonly ProjectionTable<TraceNodeRow> Table = RowSecurity.Table<TraceNodeRow>("caseflow_trace_nodes", RowsOf.Territory, "trace", "node");

    public required Guid Trace { get; init; }
    public required string Node { get; init; }
    public required string Province { get; init; }
    public required string City { get; init; }
    public required GraphNodeKind Kind { get; init; }
    public required string Label { get; init; }
    public required DateTimeOffset KnownFrom { get; init; }
    public DateTimeOffset? KnownUntil { get; init; }
}

/// <summary>An edge of the graph; it holds as long as both its nodes do.</summary>
public sealed record TraceEdgeRow
{
    /// <summary>The table.</summary>
    public static readonly ProjectionTable<TraceEdgeRow> Table = RowSecurity.Table<TraceEdgeRow>("caseflow_trace_edges", RowsOf.Territory, "trace", "from_node", "to_node");

    public required Guid Trace { get; init; }
    public required string FromNode { get; init; }
    public required string ToNode { get; init; }
    public required string Province { get; init; }
    public required string City { get; init; }
    public required GraphLink Link { get; init; }
    public required DateTimeOffset KnownFrom { get; init; }
}

/// <summary>Keeps the graph from complaints to effects. All of it follows from the traces' own events.</summary>
public sealed class TraceGraphProjection : IProjection
{
    /// <inheritdoc/>
    public string Name => TraceGraph.Projection;

    /// <inheritdoc/>
    public int Version => 2;

    /// <inheritdoc/>
    public IReadOnlyList<IProjectionTable> Tables { get; } = [TracePlace.Table, TraceNodeRow.Table, TraceEdgeRow.Table];

    /// <inheritdoc/>
    public IEnumerable<Subject> SubjectsOf(RecordedEvent e)
    {
        ArgumentNullException.ThrowIfNull(e);
        return e.Data is TraceEvent ? [Subject.Of(e.Stream.Value)] : [];
    }

    /// <inheritdoc/>
    public bool IsOf(Subject subject, IProjectionTable table, RowKey key) => Subject.Of((Guid)key.First) == subject;

    /// <inheritdoc/>
    public async Task ProjectAsync(IReadOnlyList<RecordedEvent> events, ProjectionBatch batch, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(events);
        ArgumentNullException.ThrowIfNull(batch);
        var said = events.Where(e => e.Data is TraceEvent).Select(e => (Event: e, Trace: e.Stream.Value, Facts: GraphFacts.Of(e))).ToList();
        if (said.Count == 0) return;
        var places = await batch.RowsAsync(TracePlace.Table, said.Select(one => new RowKey(one.Trace)).Distinct(), cancellation);
        var nodes = await batch.RowsAsync(
            TraceNodeRow.Table, said.SelectMany(one => one.Facts.Nodes.Select(node => node.Id).Concat(one.Facts.Ended).Select(id => new RowKey(one.Trace, id))).Distinct(), cancellation);
        var edges = await batch.RowsAsync(TraceEdgeRow.Table, said.SelectMany(one => one.Facts.Edges.Select(edge => new RowKey(one.Trace, edge.From, edge.To))).Distinct(), cancellation);
        foreach (var (e, trace, facts) in said)
        {
            if (e.Data is TraceOpened opened) places[new(trace)] = new(trace, AccessScope.ProvinceOf(opened.Region), AccessScope.CityOf(opened.Region));
            if (places[new(trace)] is not { } place) continue;
            foreach (var node in facts.Nodes)
            {
                var key = new RowKey(trace, node.Id);
                nodes[key] ??= new() { Trace = trace, Node = node.Id, Province = place.Province, City = place.City, Kind = node.Kind, Label = node.Label, KnownFrom = e.RecordedAt };
            }

            foreach (var edge in facts.Edges)
            {
                var key = new RowKey(trace, edge.From, edge.To);
                edges[key] ??= new() { Trace = trace, FromNode = edge.From, ToNode = edge.To, Province = place.Province, City = place.City, Link = edge.Link, KnownFrom = e.RecordedAt };
            }

            foreach (var key in facts.Ended.Select(id => new RowKey(trace, id)))
            {
                if (nodes[key] is { } ended) nodes[key] = ended with { KnownUntil = e.RecordedAt };
            }
        }
    }
}
