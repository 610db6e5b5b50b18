using System.Text.Json;
using CaseFlow.EventStore;
using CaseFlow.EventStore.Projections;
using CaseFlow.Kpis;
using CaseFlow.Server.Platform.Reading;

namespace CaseFlow.Server.Kpis;

/// <summary>A measured series as the list keeps it.</summary>
public sealed record MeasuredSeriesRow
{
    public required Guid Series { get; init; }
    public required string Province { get; init; }
    public required string City { get; init; }
    public required string Code { get; init; }
    public required string Zh { get; init; }
    public required string En { get; init; }
    public required SeriesSubject Subject { get; init; }
    public required SeriesGrain Grain { get; init; }
    public required string Source { get; init; }

    /// <summary>The measures, as the definition has them.</summary>
    public required string Measures { get; init; }
    public required DateTimeOffset DefinedAt { get; init; }
    public required long Version { get; init; }

    /// <summary>The table.</summary>
    public static readonly ProjectionTable<MeasuredSeriesRow> Table = RowSecurity.Table<MeasuredSeriesRow>("caseflow_measured_series", RowsOf.Territory, "series");

    /// <summary>The row of a definition.</summary>
    public static MeasuredSeriesRow Of(MeasuredSeriesDefined e, RecordedEvent recorded)
    {
        ArgumentNullException.ThrowIfNull(e);
        ArgumentNullException.ThrowIfNull(recorded);
        return new()
        {
            Series = e.Series.Value,
            Province = AccessScope.ProvinceOf(e.Region),
            City = AccessScope.CityOf(e.Region),
            Code = e.Code,
            Zh = e.Zh,
            En = e.En,
            Subject = e.Subject,
            Grain = e.Grain,
            Source = e.Source,
            Measures = JsonSerializer.Serialize(e.Measures, EventTypes.Json),
            DefinedAt = recorded.Metadata.OccurredAt,
            Version = recorded.Version,
        };
    }

    /// <summary>The measures.</summary>
    public IReadOnlyList<SeriesMeasure> AllMeasures() => JsonSerializer.Deserialize<List<SeriesMeasure>>(Measures, EventTypes.Json) ?? [];
}

/// <summary>A value of a series as it stands.</summary>
public sealed record MeasuredValueRow
{
    public required Guid Series { get; init; }
    public required string Measure { get; init; }
    public required string Period { get; init; }

    /// <summary>The month in which the period begins.</summary>
    public required DateOnly Month { get; init; }
    public required string Province { get; init; }
    public required string City { get; init; }
    public required SeriesSubject Subject { get; init; }
    public required SeriesGrain Grain { get; init; }
    public required MeasureRole Role { get; init; }
    public required MeasureUnit Unit { get; init; }
    public required decimal Value { get; init; }
    public required ValueOrigin Origin { get; init; }

    /// <summary>The event that entered or corrected it.</summary>
    public required long Position { get; init; }

    /// <summary>The table.</summary>
    public static readonly ProjectionTable<MeasuredValueRow> Table = RowSecurity.Table<MeasuredValueRow>("caseflow_measured_values", RowsOf.Territory, "series", "measure", "period");

    /// <summary>What an event of a series makes of its values.</summary>
    /// <param name="series">The series.</param>
    /// <param name="e">The event.</param>
    /// <param name="before">The value at a place before it.</param>
    public static IEnumerable<(RowKey Place, MeasuredValueRow? Value)> After(MeasuredSeriesRow series, RecordedEvent e, Func<RowKey, MeasuredValueRow?> before)
    {
        ArgumentNullException.ThrowIfNull(series);
        ArgumentNullException.ThrowIfNull(e);
        ArgumentNullException.ThrowIfNull(before);
        return e.Data switch
        {
            ValuesMeasured measured => measured.Values.Select(value => (new RowKey(series.Series, value.Measure, measured.Period), (MeasuredValueRow?)Row(series, measured.Period, value, e.Position))),
            MeasuredValueCorrected corrected when new RowKey(series.Series, corrected.Measure, corrected.Period) is var place && before(place) is { } value =>
                [(place, value with { Value = corrected.Value, Position = e.Position })],
            MeasuredValueWithdrawn withdrawn => [(new RowKey(series.Series, withdrawn.Measure, withdrawn.Period), (MeasuredValueRow?)null)],
            _ => [],
        };
    }

    private static MeasuredValueRow Row(MeasuredSeriesRow series, string period, MeasuredValue value, long position)
    {
        var measure = series.AllMeasures().First(one => one.Code == value.Measure);
        return new()
        {
            Series = series.Series,
            Measure = value.Measure,
            Period = period,
            Month = SeriesPeriod.TryParse(period)!.Value.Month,
            Province = series.Province,
            City = series.City,
            Subject = series.Subject,
            Grain = series.Grain,
            Role = measure.Role,
            Unit = measure.Unit,
            Value = value.Value,
            Origin = value.Origin,
            Position = position,
        };
    }
}

/// <summary>Keeps the series and their values, for the list of series and for the KPIs that are made of them.</summary>
public sealed class MeasuredSeriesProjection : IProjection
{
    /// <inheritdoc/>
    public string Name => MeasuredSeriesList.Projection;

    /// <inheritdoc/>
    public int Version => 2;

    /// <inheritdoc/>
    public IReadOnlyList<IProjectionTable> Tables => [MeasuredSeriesRow.Table, MeasuredValueRow.Table];

    /// <inheritdoc/>
    public IEnumerable<Subject> SubjectsOf(RecordedEvent e)
    {
        ArgumentNullException.ThrowIfNull(e);
        return e.Data is MeasuredSeriesEvent ? [Subject.Of(e.Stream.Value)] : [];
    }

    /// <inheritdoc/>
    public async Task ProjectAsync(IReadOnlyList<RecordedEvent> events, ProjectionBatch batch, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(events);
        ArgumentNullException.ThrowIfNull(batch);
        var facts = events.Where(e => e.Data is MeasuredSeriesEvent).ToList();
        if (facts.Count == 0) return;
        var series = await batch.RowsAsync(MeasuredSeriesRow.Table, facts.Select(e => new RowKey(e.Stream.Value)).Distinct(), cancellation);
        var values = await batch.RowsAsync(MeasuredValueRow.Table, facts.SelectMany(KeysOf).Distinct(), cancellation);
        foreach (var e in facts)
        {
            var key = new RowKey(e.Stream.Value);
            if (e.Data is MeasuredSeriesDefined defined) series[key] = MeasuredSeriesRow.Of(defined, e);
            if (series[key] is not { } row) continue;
            series[key] = row with { Version = e.Version };
            foreach (var (place, value) in MeasuredValueRow.After(row, e, place => values[place])) values[place] = value;
        }
    }

    private static IEnumerable<RowKey> KeysOf(RecordedEvent e) => e.Data switch
    {
        ValuesMeasured measured => measured.Values.Select(value => new RowKey(e.Stream.Value, value.Measure, measured.Period)),
        MeasuredValueCorrected corrected => [new(e.Stream.Value, corrected.Measure, corrected.Period)],
        MeasuredValueWithdrawn withdrawn => [new(e.Stream.Value, withdrawn.Measure, withdrawn.Period)],
        _ => [],
    };
}
