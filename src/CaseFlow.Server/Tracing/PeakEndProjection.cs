using CaseFlow.Complaints;
using CaseFlow.EventStore;
using CaseFlow.EventStore.Projections;
using CaseFlow.Server.Platform;
using CaseFlow.Server.Platform.Reading;

namespace CaseFlow.Server.Tracing;

/// <summary>A case and the scores of its key moments, the latest of each.</summary>
public sealed record ScoredCase
{
    /// <summary>The table.</summary>
    public static readonly ProjectionTable<ScoredCase> Table = RowSecurity.Table<ScoredCase>("caseflow_scored_cases", RowsOf.Territory, "complaint");

    public required Guid Complaint { get; init; }
    public required DateOnly Month { get; init; }
    public required string Province { get; init; }
    public required string City { get; init; }
    public required string Topic { get; init; }
    public required string Channel { get; init; }

    /// <summary>Each as a step and its score in hundredths: <c>Verify|455</c>.</summary>
    public required string[] Scores { get; init; }

    /// <summary>The case with a step scored, anew where it was.</summary>
    public ScoredCase With(BlueprintStage stage, decimal score) => this with
    {
        Scores = [.. Scores.Where(one => !one.StartsWith($"{stage}|", StringComparison.Ordinal)), string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{stage}|{score * 100:0}")],
    };

    /// <summary>The case after an event of it, in months of a zone.</summary>
    public static ScoredCase? Fold(ScoredCase? row, RecordedEvent e, ReportingZone zone)
    {
        ArgumentNullException.ThrowIfNull(e);
        ArgumentNullException.ThrowIfNull(zone);
        return e.Data switch
        {
            ComplaintRegistered registered => new()
            {
                Complaint = registered.Complaint.Value,
                Month = zone.MonthOf(e.Metadata.OccurredAt),
                Province = AccessScope.ProvinceOf(registered.Region),
                City = AccessScope.CityOf(registered.Region),
                Topic = registered.Topic.Code,
                Channel = registered.Channel.Code,
                Scores = [],
            },
            ComplaintReclassified reclassified => row is null ? null : row with { Topic = reclassified.Topic.Code },
            KeyMomentScored scored => row?.With(scored.Stage, scored.Score),
            _ => row,
        };
    }
}

/// <summary>The scores of a step, added up for what is counted together.</summary>
public sealed record StageScores : ICell<StageScores>
{
    public required DateOnly Month { get; init; }
    public required string Province { get; init; }
    public required string City { get; init; }
    public required string Topic { get; init; }
    public required string Channel { get; init; }
    public required BlueprintStage Stage { get; init; }

    /// <summary>How many cases.</summary>
    public required long Scored { get; init; }

    /// <summary>The sum of their scores, in hundredths.</summary>
    public required long Hundredths { get; init; }

    /// <inheritdoc/>
    public RowKey Key => new(Month, Province, City, Topic, Channel, Stage.ToString());

    /// <inheritdoc/>
    public bool IsZero => Scored == 0 && Hundredths == 0;

    /// <inheritdoc/>
    public StageScores Plus(StageScores other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return this with { Scored = Scored + other.Scored, Hundredths = Hundredths + other.Hundredths };
    }

    /// <inheritdoc/>
    public StageScores Negated() => this with { Scored = -Scored, Hundredths = -Hundredths };

    /// <summary>What a case counts for.</summary>
    public static IEnumerable<StageScores> Of(ScoredCase? one) => (one?.Scores ?? []).Select(score => score.Split('|')).Select(score => new StageScores
    {
        Month = one!.Month,
        Province = one.Province,
        City = one.City,
        Topic = one.Topic,
        Channel = one.Channel,
        Stage = Enum.Parse<BlueprintStage>(score[0]),
        Scored = 1,
        Hundredths = long.Parse(score[1], System.Globalization.CultureInfo.InvariantCulture),
    });
}

/// <summary>Adds up how customers lived the steps of the blueprint.</summary>
public sealed class PeakEndProjection(ReportingZone zone) : IProjection
{
    private readonly ProjectionTable<StageScores> scores = new(
        PeakEndCurves.Scores,
        zone.Create(PeakEndCurves.Scores, RowSecurity.Secured(PeakEndCurves.Scores, ServerSchema.Sql($"{PeakEndCurves.Scores}.sql"), RowsOf.Territory)),
        "month", "province", "city", "topic", "channel", "stage");

    /// <inheritdoc/>
    public string Name => PeakEndCurves.Projection;

    /// <inheritdoc/>
    public int Version => 2;

    /// <inheritdoc/>
    public IReadOnlyList<IProjectionTable> Tables => [ScoredCase.Table, scores];

    /// <inheritdoc/>
    public IEnumerable<Subject> SubjectsOf(RecordedEvent e)
    {
        ArgumentNullException.ThrowIfNull(e);
        return IsTold(e) ? [Subject.Of(e.Stream.Value)] : [];
    }

    /// <inheritdoc/>
    public bool IsOf(Subject subject, IProjectionTable table, RowKey key) => table != scores;

    /// <inheritdoc/>
    public async Task ProjectAsync(IReadOnlyList<RecordedEvent> events, ProjectionBatch batch, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(events);
        ArgumentNullException.ThrowIfNull(batch);
        var told = events.Where(IsTold).ToList();
        var keys = told.Select(e => new RowKey(e.Stream.Value)).Distinct().ToList();
        var cases = await batch.RowsAsync(ScoredCase.Table, keys, cancellation);
        var before = keys.Select(key => cases[key]).ToList();
        foreach (var e in told)
            cases[new(e.Stream.Value)] = ScoredCase.Fold(cases[new(e.Stream.Value)], e, zone);
        await new Tally<StageScores>(scores).ApplyAsync(
            batch,
            before.Zip(keys, (row, key) => (Before: row, Now: cases[key])).Where(change => change.Before != change.Now)
                .SelectMany(change => StageScores.Of(change.Before).Select(cell => ((StageScores?)cell, (StageScores?)null)).Concat(StageScores.Of(change.Now).Select(cell => ((StageScores?)null, (StageScores?)cell)))),
            cancellation);
    }

    private static bool IsTold(RecordedEvent e) => e.Data is ComplaintRegistered or ComplaintReclassified or KeyMomentScored;
}
