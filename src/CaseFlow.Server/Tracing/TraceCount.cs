using CaseFlow.EventStore;
using CaseFlow.EventStore.Projections;
using CaseFlow.Server.Platform;
using CaseFlow.Server.Platform.Reading;
using CaseFlow.Tracing;

namespace CaseFlow.Server.Tracing;

/// <summary>What happened to traces in a month, each event in its own: how many were opened and closed, and how many effects were told and reached their target.</summary>
public sealed record TraceCount : ICell<TraceCount>
{
    /// <summary>The table's name.</summary>
    public const string TableName = "caseflow_trace_counts";

    public required DateOnly Month { get; init; }
    public required string Province { get; init; }
    public required string City { get; init; }

    /// <summary>Empty for a trace of no one topic.</summary>
    public required string Topic { get; init; }
    public required long Opened { get; init; }
    public required long Closed { get; init; }
    public required long Evaluated { get; init; }
    public required long Reached { get; init; }

    /// <summary>The table, in months of a zone.</summary>
    public static ProjectionTable<TraceCount> TableIn(ReportingZone zone)
    {
        ArgumentNullException.ThrowIfNull(zone);
        return new(TableName, zone.Create(TableName, RowSecurity.Secured(TableName, ServerSchema.Sql($"{TableName}.sql"), RowsOf.Territory)), "month", "province", "city", "topic");
    }

    /// <inheritdoc/>
    public RowKey Key => new(Month, Province, City, Topic);

    /// <inheritdoc/>
    public bool IsZero => Opened == 0 && Closed == 0 && Evaluated == 0 && Reached == 0;

    /// <inheritdoc/>
    public TraceCount Plus(TraceCount other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return this with { Opened = Opened + other.Opened, Closed = Closed + other.Closed, Evaluated = Evaluated + other.Evaluated, Reached = Reached + other.Reached };
    }

    /// <inheritdoc/>
    public TraceCount Negated() => this with { Opened = -Opened, Closed = -Closed, Evaluated = -Evaluated, Reached = -Reached };

    /// <summary>What an event of a trace counts for; null for nothing.</summary>
    /// <param name="e">The event.</param>
    /// <param name="row">The trace.</param>
    /// <param name="zone">Where months end.</param>
    public static TraceCount? Of(RecordedEvent e, TraceRow row, ReportingZone zone)
    {
        ArgumentNullException.ThrowIfNull(e);
        ArgumentNullException.ThrowIfNull(row);
        ArgumentNullException.ThrowIfNull(zone);
        var nothing = new TraceCount { Month = zone.MonthOf(e.Metadata.OccurredAt), Province = row.Province, City = row.City, Topic = row.Topic ?? "", Opened = 0, Closed = 0, Evaluated = 0, Reached = 0 };
        return e.Data switch
        {
            TraceOpened => nothing with { Opened = 1 },
            TraceClosed => nothing with { Closed = 1 },
            EffectEvaluated effect => nothing with { Evaluated = 1, Reached = effect.Reached ? 1 : 0 },
            _ => null,
        };
    }
}

/// <summary>An evaluation of a trace's effect.</summary>
public sealed record TraceEvaluation
{
    /// <summary>The table.</summary>
    public static readonly ProjectionTable<TraceEvaluation> Table = RowSecurity.Table<TraceEvaluation>("caseflow_trace_evaluations", RowsOf.Territory, "trace", "version");

    public required Guid Trace { get; init; }

    /// <summary>The place of its event in the trace.</summary>
    public required long Version { get; init; }
    public required DateOnly Month { get; init; }
    public required string Province { get; init; }
    public required string City { get; init; }
    public string? Topic { get; init; }
    public required string Title { get; init; }
    public required DateTimeOffset EvaluatedAt { get; init; }
    public required bool Reached { get; init; }

    /// <summary>What an event of a trace says of its effect; null for nothing.</summary>
    /// <param name="e">The event.</param>
    /// <param name="row">The trace.</param>
    /// <param name="zone">Where months end.</param>
    public static TraceEvaluation? Of(RecordedEvent e, TraceRow row, ReportingZone zone)
    {
        ArgumentNullException.ThrowIfNull(e);
        ArgumentNullException.ThrowIfNull(row);
        ArgumentNullException.ThrowIfNull(zone);
        return e.Data is not EffectEvaluated effect ? null : new()
        {
            Trace = row.Trace, Version = e.Version, Month = zone.MonthOf(e.Metadata.OccurredAt), Province = row.Province, City = row.City, Topic = row.Topic, Title = row.Title,
            EvaluatedAt = e.Metadata.OccurredAt, Reached = effect.Reached,
        };
    }
}

/// <summary>Keeps the board of traces, their evaluations, and what they count for by month.</summary>
public sealed class TraceBoardProjection(ReportingZone zone) : IProjection
{
    private readonly ProjectionTable<TraceCount> counts = TraceCount.TableIn(zone);

    /// <inheritdoc/>
    public string Name => TraceBoard.Projection;

    /// <inheritdoc/>
    public int Version => 3;

    /// <inheritdoc/>
    public IReadOnlyList<IProjectionTable> Tables => [TraceRow.Table, TraceEvaluation.Table, counts];

    /// <inheritdoc/>
    public IEnumerable<Subject> SubjectsOf(RecordedEvent e)
    {
        ArgumentNullException.ThrowIfNull(e);
        return e.Data is TraceEvent ? [Subject.Of(e.Stream.Value)] : [];
    }

    /// <inheritdoc/>
    public bool IsOf(Subject subject, IProjectionTable table, RowKey key) => table != counts && Subject.Of((Guid)key.First) == subject;

    /// <inheritdoc/>
    public async Task ProjectAsync(IReadOnlyList<RecordedEvent> events, ProjectionBatch batch, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(batch);
        var touched = events.Where(e => e.Data is TraceEvent).ToList();
        if (touched.Count == 0) return;
        var rows = await batch.RowsAsync(TraceRow.Table, touched.Select(e => new RowKey(e.Stream.Value)), cancellation);
        var evaluations = await batch.RowsAsync(TraceEvaluation.Table, touched.Where(e => e.Data is EffectEvaluated).Select(e => new RowKey(e.Stream.Value, e.Version)), cancellation);
        var counted = new List<TraceCount>();
        foreach (var e in touched)
        {
            var key = new RowKey(e.Stream.Value);
            if (TraceRow.After(rows[key], e) is not { } row) continue;
            rows[key] = row;
            if (TraceEvaluation.Of(e, row, zone) is { } evaluation) evaluations[new(e.Stream.Value, e.Version)] = evaluation;
            if (TraceCount.Of(e, row, zone) is { } count) counted.Add(count);
        }

        await new Tally<TraceCount>(counts).ApplyAsync(batch, counted.Select(count => ((TraceCount?)null, (TraceCount?)count)), cancellation);
    }
}
