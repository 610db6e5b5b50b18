using CaseFlow.Access;
using CaseFlow.Server.Platform.Reading;
using CaseFlow.Tracing;

namespace CaseFlow.Server.Tracing;

/// <summary>Which traces are listed; what is left out narrows nothing, except that closed ones must be asked for.</summary>
public sealed record TraceFilter
{
    public IReadOnlyList<TraceStage> Stages { get; init; } = [];

    /// <summary>A department that looks for causes or improves something.</summary>
    public string? Department { get; init; }

    /// <summary>A topic with all below it.</summary>
    public string? Topic { get; init; }
    public TraceTrigger? Trigger { get; init; }

    /// <summary>Something should have been done before this time.</summary>
    public DateTimeOffset? LateAt { get; init; }

    /// <summary>The stages that are listed: those asked for, else all but closed.</summary>
    public IReadOnlyList<TraceStage> Listed => Stages.Count > 0 ? Stages : Open;

    /// <summary>The stages of traces that have not ended.</summary>
    public static IReadOnlyList<TraceStage> Open { get; } = [TraceStage.Discovering, TraceStage.Analysing, TraceStage.Improving, TraceStage.Evaluating];
}

/// <summary>A trace on the board. Its version is what a command takes as <c>If-Match</c>.</summary>
public sealed record TraceEntry
{
    public required Guid Id { get; init; }
    public required string Region { get; init; }
    public required TraceTrigger Trigger { get; init; }
    public required string Title { get; init; }
    public required string? Topic { get; init; }
    public required TraceStage Stage { get; init; }
    public required string? Department { get; init; }
    public required IReadOnlyList<string> Departments { get; init; }
    public required int Round { get; init; }
    public required int Complaints { get; init; }
    public required int Causes { get; init; }
    public required int Improvements { get; init; }
    public required int Made { get; init; }

    /// <summary>By when something is to be done next.</summary>
    public required DateTimeOffset? DueAt { get; init; }

    /// <summary>Whether that is past.</summary>
    public required bool Late { get; init; }
    public required DateTimeOffset OpenedAt { get; init; }
    public required long Version { get; init; }

    /// <summary>What a row says at a moment.</summary>
    public static TraceEntry Of(TraceRow row, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(row);
        return new()
        {
            Id = row.Trace,
            Region = AccessScope.Code(row.Province, row.City),
            Trigger = row.Trigger,
            Title = row.Title,
            Topic = row.Topic,
            Stage = row.Stage,
            Department = row.Department,
            Departments = row.Departments,
            Round = row.Round,
            Complaints = row.Complaints,
            Causes = row.Causes,
            Improvements = row.Improvements,
            Made = row.Made,
            DueAt = row.DueAt,
            Late = row.DueAt < now,
            OpenedAt = row.OpenedAt,
            Version = row.Version,
        };
    }
}

/// <summary>Which traces are there, and what of them is late?</summary>
public sealed class TraceBoard(ReadModels models, TimeProvider clock)
{
    /// <summary>The projection's name.</summary>
    public const string Projection = "TraceBoard";

    private static readonly QueryParameter[] Parameters =
    [
        new("stage", "Discovering, Analysing, Improving, Evaluating or Closed, with commas or given several times; the first four when left out."),
        new("department", "A department that takes part."),
        new("topic", "A topic with all below it."),
        new("trigger", "What made somebody look."),
        new("late", "true: only those of which something should have been done by now."),
        .. QueryParameter.OfLists,
    ];

    private static readonly ListOrder<TraceRow> Order = new(TraceRow.Table, "opened_at", "trace", Ascending: false, row => Iso.Time(row.OpenedAt), row => row.Trace);

    /// <summary>The present.</summary>
    public DateTimeOffset Now => clock.GetUtcNow();

    /// <summary>A page of the board, the latest opened first.</summary>
    /// <exception cref="UnfitCursorException">The cursor is of another list.</exception>
    public Task<ReadAnswer<Page<TraceEntry>>> AskAsync(AccessScope scope, TraceFilter filter, PageRequest page, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(scope);
        ArgumentNullException.ThrowIfNull(filter);
        var now = Now;
        // What is late moves with the clock, the list that a cursor continues does not.
        var digest = Cursor.DigestOf(scope.ToString(), filter with { LateAt = filter.LateAt is null ? null : DateTimeOffset.UnixEpoch });
        return models.AskAsync(
            scope,
            Projection,
            async connection =>
            {
                void Narrow(Conditions where)
                {
                    scope.Of(department: null).Narrow(where);
                    foreach (var department in new[] { scope.Department, filter.Department }.OfType<string>())
                        where.Add($"{where.Value(department)} = any(departments)");
                    where.AddAny("stage", filter.Listed);
                    where.AddBelow("topic", filter.Topic);
                    where.AddEqual("trigger", filter.Trigger?.ToString());
                    if (filter.LateAt is { } late) where.Add($"due_at < {where.Value(late.ToUniversalTime())}");
                }

                var rows = await Order.PageAsync(connection, Order.Along(_ => { }), Narrow, page, digest, cancellation);
                var total = await Order.CountAsync(connection, _ => { }, Narrow, cancellation);
                return new Page<TraceEntry>([.. rows.Rows.Select(row => TraceEntry.Of(row, now))], total.Count, total.IsAtLeast, rows.Next);
            },
            cancellation);
    }

    /// <summary>The row of one trace; null when there is none in the scope.</summary>
    public async Task<ReadAnswer<TraceRow>?> FindAsync(AccessScope scope, TraceId trace, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(scope);
        var where = new Conditions();
        scope.Of(department: null).Narrow(where);
        if (scope.Department is { } department) where.Add($"{where.Value(department)} = any(departments)");
        where.AddEqual<Guid>("trace", trace.Value);
        var answer = await models.AskAsync(
            scope, Projection, connection => TraceRow.Table.QueryAsync(connection, $"select {TraceRow.Table.ColumnList} from {TraceRow.Table.Name} {where}", where.Values, cancellation), cancellation);
        return answer.Data is [var row] ? new(answer.Position, answer.AsOf, row) : null;
    }

    public static void Map(IEndpointRouteBuilder api) => api.MapQuery<TraceBoard, Page<TraceEntry>>(
        "/traces",
        Permission.ReadTraces,
        (TraceRoutes.Tag, "The traces, the latest opened first, filtered; each with what is due next and whether it is late."),
        [Projection],
        Parameters,
        query =>
        {
            var filter = new TraceFilter
            {
                Stages = query.Choices<TraceStage>("stage"),
                Department = query.Text("department"),
                Topic = query.Text("topic"),
                Trigger = query.Choice<TraceTrigger>("trigger"),
                LateAt = query.Flag("late") == true ? query.Now : null,
            };
            var page = query.Page();
            return async (board, asker, cancellation) => await board.AskAsync(asker.Scope, filter, page, cancellation);
        });
}
