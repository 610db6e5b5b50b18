using System.Diagnostics;
using CaseFlow.EventStore;
using CaseFlow.EventStore.Projections;
using CaseFlow.Server.Platform;
using CaseFlow.Server.Platform.Reading;
using CaseFlow.ServiceMeetings;

namespace CaseFlow.Server.ServiceMeetings;

/// <summary>A resolution as the list keeps it. Its text is sealed.</summary>
public sealed record ResolutionRow
{
    /// <summary>The table.</summary>
    public static readonly ProjectionTable<ResolutionRow> Table = RowSecurity.Table<ResolutionRow>("caseflow_resolutions", RowsOf.Shared, "resolution");

    public required Guid Resolution { get; init; }

    /// <summary>The meeting that decided it.</summary>
    public required Guid Meeting { get; init; }

    /// <summary>The meeting that dealt with it last.</summary>
    public required Guid LatestMeeting { get; init; }
    public required string Province { get; init; }
    public required string City { get; init; }
    public required string Department { get; init; }
    public required string Text { get; init; }
    public required DateTimeOffset DueAt { get; init; }

    /// <summary>The month of the deadline.</summary>
    public required DateOnly Month { get; init; }
    public required ResolutionStatus Status { get; init; }
    public int CarriedOver { get; init; }
    public required DateTimeOffset DecidedAt { get; init; }
    public DateTimeOffset? EndedAt { get; init; }
    public required long Version { get; init; }

    /// <summary>A resolution after an event of it, in months of a zone.</summary>
    public static ResolutionRow? After(ResolutionRow? row, RecordedEvent recorded, ReportingZone zone)
    {
        ArgumentNullException.ThrowIfNull(recorded);
        ArgumentNullException.ThrowIfNull(zone);
        var at = recorded.Metadata.OccurredAt;
        var after = (row, recorded.Data) switch
        {
            (_, ResolutionDecided e) => new()
            {
                Resolution = e.Resolution.Value,
                Meeting = e.Meeting.Value,
                LatestMeeting = e.Meeting.Value,
                Province = AccessScope.ProvinceOf(e.Region),
                City = AccessScope.CityOf(e.Region),
                Department = e.Owner.Code,
                Text = e.Text.Ciphertext,
                DueAt = e.DueAt,
                Month = zone.MonthOf(e.DueAt),
                Status = ResolutionStatus.Open,
                DecidedAt = at,
                Version = recorded.Version,
            },
            (null, _) => null,
            (_, ResolutionProgressReported) => row,
            (_, ResolutionCarriedOver e) => row with { LatestMeeting = e.To.Value, CarriedOver = e.Count },
            (_, ResolutionDone) => row with { Status = ResolutionStatus.Done, EndedAt = at },
            (_, ResolutionDropped) => row with { Status = ResolutionStatus.Dropped, EndedAt = at },
            _ => throw new UnreachableException(recorded.Type),
        };
        return after is null ? null : after with { Version = recorded.Version };
    }
}

/// <summary>How many resolutions of a department fall due in a month, and how many of them were done in time.</summary>
public sealed record ResolutionCount : ICell<ResolutionCount>
{
    /// <summary>The table's name.</summary>
    public const string TableName = "caseflow_resolution_counts";

    public required DateOnly Month { get; init; }
    public required string Province { get; init; }
    public required string City { get; init; }
    public required string Department { get; init; }

    /// <summary>All but those that were dropped.</summary>
    public required long Decided { get; init; }
    public required long Open { get; init; }
    public required long InTime { get; init; }

    /// <summary>How often they were carried over, all together.</summary>
    public required long Carried { get; init; }

    /// <summary>The table, in months of a zone.</summary>
    public static ProjectionTable<ResolutionCount> TableIn(ReportingZone zone)
    {
        ArgumentNullException.ThrowIfNull(zone);
        return new(TableName, zone.Create(TableName, RowSecurity.Secured(TableName, ServerSchema.Sql($"{TableName}.sql"), RowsOf.Shared)), "month", "province", "city", "department");
    }

    /// <inheritdoc/>
    public RowKey Key => new(Month, Province, City, Department);

    /// <inheritdoc/>
    public bool IsZero => Decided == 0 && Open == 0 && InTime == 0 && Carried == 0;

    /// <inheritdoc/>
    public ResolutionCount Plus(ResolutionCount other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return this with { Decided = Decided + other.Decided, Open = Open + other.Open, InTime = InTime + other.InTime, Carried = Carried + other.Carried };
    }

    /// <inheritdoc/>
    public ResolutionCount Negated() => this with { Decided = -Decided, Open = -Open, InTime = -InTime, Carried = -Carried };

    /// <summary>What a row counts for; nothing when it was dropped.</summary>
    public static ResolutionCount? Of(ResolutionRow? row) => row is null or { Status: ResolutionStatus.Dropped } ? null : new()
    {
        Month = row.Month,
        Province = row.Province,
        City = row.City,
        Department = row.Department,
        Decided = 1,
        Open = row.Status == ResolutionStatus.Open ? 1 : 0,
        InTime = row.Status == ResolutionStatus.Done && row.EndedAt <= row.DueAt ? 1 : 0,
        Carried = row.CarriedOver,
    };
}

/// <summary>Keeps resolutions and their counts.</summary>
public sealed class ResolutionsProjection(ReportingZone zone) : IProjection
{
    private readonly ProjectionTable<ResolutionCount> counts = ResolutionCount.TableIn(zone);

    /// <inheritdoc/>
    public string Name => Resolutions.Projection;

    /// <inheritdoc/>
    public int Version => 1;

    /// <inheritdoc/>
    public IReadOnlyList<IProjectionTable> Tables => [ResolutionRow.Table, counts];

    /// <inheritdoc/>
    public IEnumerable<Subject> SubjectsOf(RecordedEvent e)
    {
        ArgumentNullException.ThrowIfNull(e);
        return e.Data is ResolutionEvent ? [Subject.Of(e.Stream.Value)] : [];
    }

    /// <inheritdoc/>
    public bool IsOf(Subject subject, IProjectionTable table, RowKey key) => table != counts;

    /// <inheritdoc/>
    public async Task ProjectAsync(IReadOnlyList<RecordedEvent> events, ProjectionBatch batch, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(batch);
        var touched = events.Where(e => e.Data is ResolutionEvent).ToList();
        if (touched.Count == 0) return;
        var rows = await batch.RowsAsync(ResolutionRow.Table, touched.Select(e => new RowKey(e.Stream.Value)), cancellation);
        var before = touched.Select(e => new RowKey(e.Stream.Value)).Distinct().Select(key => (Key: key, Row: rows[key])).ToList();
        foreach (var e in touched)
        {
            var key = new RowKey(e.Stream.Value);
            rows[key] = ResolutionRow.After(rows[key], e, zone);
        }

        await new Tally<ResolutionCount>(counts).ApplyAsync(batch, before.Select(one => (ResolutionCount.Of(one.Row), ResolutionCount.Of(rows[one.Key]))), cancellation);
    }
}
