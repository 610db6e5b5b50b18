using CaseFlow.Access;
using CaseFlow.EventStore;
using CaseFlow.Server.Platform.Commands;
using CaseFlow.Server.Platform.Reading;
using Npgsql;

namespace CaseFlow.Server.Tracing;

/// <summary>Which way the graph is walked.</summary>
public enum GraphDirection
{
    /// <summary>From the complaint to the effect: what follows.</summary>
    Forward,

    /// <summary>From the effect to the complaint: what it comes from.</summary>
    Backward,
}

/// <summary>From where, which way and how far the graph is walked.</summary>
/// <param name="From">A node.</param>
/// <param name="Direction">Which way.</param>
public sealed record GraphWalk(string From, GraphDirection Direction)
{
    /// <summary>The longest way there is has six edges; a way through a later version of a rule is longer.</summary>
    public const int Deepest = 12;

    /// <summary>More nodes than this are no picture, and no list that anybody reads.</summary>
    public const int Largest = 500;

    /// <summary>How many edges are followed.</summary>
    public int Depth { get; init; } = 6;

    /// <summary>How many nodes at most.</summary>
    public int Limit { get; init; } = 200;

    /// <summary>What had been recorded by then; null for now.</summary>
    public DateTimeOffset? AsOf { get; init; }
}

/// <summary>A node that was walked to.</summary>
/// <param name="Node">The node.</param>
/// <param name="Depth">How many edges away it is.</param>
/// <param name="Traces">The traces that know it, one of them at least.</param>
public sealed record WalkedNode(GraphNode Node, int Depth, IReadOnlyList<Guid> Traces);

/// <summary>A part of the graph.</summary>
/// <param name="Nodes">The nodes, the nearest first; none when the first is not there.</param>
/// <param name="Edges">The edges between them that were walked.</param>
/// <param name="Truncated">Whether there are more nodes than were asked for.</param>
public sealed record GraphPart(IReadOnlyList<WalkedNode> Nodes, IReadOnlyList<GraphEdge> Edges, bool Truncated)
{
    /// <summary>The graph of one trace, as its history has it.</summary>
    public static GraphPart Of(IEnumerable<RecordedEvent> history)
    {
        var (nodes, edges, ended) = (new Dictionary<string, GraphNode>(), new HashSet<GraphEdge>(), new HashSet<string>());
        var trace = Guid.Empty;
        foreach (var e in history)
        {
            trace = e.Stream.Value;
            var facts = GraphFacts.Of(e);
            foreach (var node in facts.Nodes) nodes.TryAdd(node.Id, node);
            edges.UnionWith(facts.Edges);
            ended.UnionWith(facts.Ended);
        }

        return new(
            [.. nodes.Values.Where(node => !ended.Contains(node.Id)).Select(node => new WalkedNode(node, 0, [trace]))],
            [.. edges.Where(edge => !ended.Contains(edge.From) && !ended.Contains(edge.To))],
            Truncated: false);
    }
}

/// <summary>Which effects follow from a complaint, and which complaints come from a version of a rule?</summary>
/// <remarks>Walked edge by edge, one question to the database for each step, so that a part of a large graph costs what it shows.</remarks>
public sealed class TraceGraph(ReadModels models)
{
    /// <summary>The projection's name.</summary>
    public const string Projection = "TraceGraph";

    private static readonly string[] Kinds = [.. Enum.GetNames<GraphNodeKind>().Select(kind => kind.ToLowerInvariant())];

    private static readonly QueryParameter[] Parameters =
    [
        new("from", "The node to begin at: complaint:, contact:, cause: or improvement: and an id, moment:{complaint}/{stage}, version:{kind}/{entry}@{version} or effect:{trace}/{round}.", Required: true),
        new("direction", "Forward (to what follows) or Backward (to what it comes from); Forward when left out."),
        new("depth", $"How many edges are followed, 1 to {GraphWalk.Deepest}; 6 when left out."),
        new("limit", $"How many nodes at most, 1 to {GraphWalk.Largest}; 200 when left out."),
        new("asOf", "Only what had been recorded by this time."),
    ];

    /// <summary>A part of the graph.</summary>
    public Task<ReadAnswer<GraphPart>> AskAsync(AccessScope scope, GraphWalk walk, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(scope);
        ArgumentNullException.ThrowIfNull(walk);
        return models.AskAsync(scope, Projection, connection => WalkAsync(connection, scope, walk, cancellation), cancellation);
    }

    private static async Task<GraphPart> WalkAsync(NpgsqlConnection connection, AccessScope scope, GraphWalk walk, CancellationToken cancellation)
    {
        var depths = new Dictionary<string, int> { [walk.From] = 0 };
        var edges = new HashSet<GraphEdge>();
        var truncated = false;
        string[] here = [walk.From];
        for (var depth = 1; depth <= walk.Depth && here.Length > 0; depth++)
        {
            var next = new List<string>();
            // One more than there is room for tells that there are more.
            foreach (var edge in await StepAsync(connection, scope, walk, here, most: walk.Limit + edges.Count + 1, cancellation))
            {
                var there = walk.Direction == GraphDirection.Forward ? edge.To : edge.From;
                var isFull = depths.Count == walk.Limit && !depths.ContainsKey(there);
                truncated |= isFull;
                if (isFull) continue;
                if (depths.TryAdd(there, depth)) next.Add(there);
                edges.Add(edge);
            }

            here = [.. next];
        }

        var nodes = await NodesAsync(connection, scope, walk, depths, cancellation);
        return new(nodes, nodes.Count == 0 ? [] : [.. edges], truncated);
    }

    private static async Task<IReadOnlyList<GraphEdge>> StepAsync(NpgsqlConnection connection, AccessScope scope, GraphWalk walk, string[] here, int most, CancellationToken cancellation)
    {
        var where = new Conditions();
        scope.Narrow(where);
        where.Add($"{(walk.Direction == GraphDirection.Forward ? "from_node" : "to_node")} = any({where.Value(here)})");
        if (walk.AsOf is { } at) where.Add($"known_from <= {where.Value(at.ToUniversalTime())}");
        var sql = $"""
            select distinct e.from_node, e.to_node, e.link
            from (select * from {TraceEdgeRow.Table.Name} {where}) as e
            join {TraceNodeRow.Table.Name} a on (a.trace, a.node) = (e.trace, e.from_node) and {Known(where, walk, "a")}
            join {TraceNodeRow.Table.Name} b on (b.trace, b.node) = (e.trace, e.to_node) and {Known(where, walk, "b")}
            order by 1, 2 limit {where.Value(most)}
            """;
        await using var command = where.Command(connection, sql);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var found = new List<GraphEdge>();
        while (await reader.ReadAsync(cancellation))
            found.Add(new(reader.GetString(0), reader.GetString(1), Enum.Parse<GraphLink>(reader.GetString(2))));
        return found;
    }

    private static async Task<IReadOnlyList<WalkedNode>> NodesAsync(NpgsqlConnection connection, AccessScope scope, GraphWalk walk, Dictionary<string, int> depths, CancellationToken cancellation)
    {
        var where = new Conditions();
        scope.Narrow(where);
        where.Add($"node = any({where.Value(depths.Keys.ToArray())})");
        where.Add(Known(where, walk, "n"));
        var sql = $"select node, min(kind), min(label), (array_agg(trace order by trace))[1:20] from {TraceNodeRow.Table.Name} n {where} group by node";
        await using var command = where.Command(connection, sql);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var nodes = new List<WalkedNode>();
        while (await reader.ReadAsync(cancellation))
        {
            var node = new GraphNode(reader.GetString(0), Enum.Parse<GraphNodeKind>(reader.GetString(1)), reader.GetString(2));
            nodes.Add(new(node, depths[node.Id], reader.GetFieldValue<Guid[]>(3)));
        }

        // Where the first node is not there, nothing is reached from it.
        return nodes.Any(node => node.Depth == 0) ? [.. nodes.OrderBy(node => node.Depth).ThenBy(node => node.Node.Kind).ThenBy(node => node.Node.Id, StringComparer.Ordinal)] : [];
    }

    private static string Known(Conditions where, GraphWalk walk, string node)
    {
        if (walk.AsOf is not { } at) return $"{node}.known_until is null";
        var time = where.Value(at.ToUniversalTime());
        return $"{node}.known_from <= {time} and ({node}.known_until is null or {node}.known_until > {time})";
    }

    public static void Map(IEndpointRouteBuilder api) => api.MapQuery<TraceGraph, GraphPart>(
        "/traces/graph",
        Permission.ReadTraces,
        (TraceRoutes.Tag, "The graph from complaints over causes and the versions that they lie in to improvements and their effects, walked either way, as of any time."),
        [Projection],
        Parameters,
        query =>
        {
            var walk = Read(query);
            return async (graph, asker, cancellation) => await graph.AskAsync(asker.Scope, walk, cancellation);
        });

    private static GraphWalk Read(QueryReader query)
    {
        var from = query.Text("from");
        if (from is null) query.Errors.Add("from", FieldCodes.Required, "from must be given: the node to begin at.");
        else if (!IsNode(from)) query.Errors.Add("from", FieldCodes.Malformed, $"from begins with {string.Join(", ", Kinds)} and a colon.");
        return new(from ?? "", query.Choice<GraphDirection>("direction") ?? GraphDirection.Forward)
        {
            Depth = (int)(query.Number("depth", 1, GraphWalk.Deepest) ?? 6),
            Limit = (int)(query.Number("limit", 1, GraphWalk.Largest) ?? 200),
            AsOf = query.Time("asOf"),
        };
    }

    private static bool IsNode(string text) =>
        text.Split(':', 2) is [var kind, { Length: > 0 and <= FieldErrors.ShortText }] && Kinds.Contains(kind);
}
