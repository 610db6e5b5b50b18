using CaseFlow.Access;
using CaseFlow.EventStore;
using CaseFlow.Kpis;
using CaseFlow.Server.Platform.Commands;
using CaseFlow.Server.Platform.Reading;

namespace CaseFlow.Server.Kpis;

/// <summary>A series of the list.</summary>
public sealed record SeriesEntry(Guid Id, string Code, string Region, string Zh, string En, SeriesSubject Subject, SeriesGrain Grain, string Source, IReadOnlyList<SeriesMeasure> Measures, DateTimeOffset DefinedAt, long Version)
{
    /// <summary>What a row says.</summary>
    public static SeriesEntry Of(MeasuredSeriesRow row)
    {
        ArgumentNullException.ThrowIfNull(row);
        return new(row.Series, row.Code, AccessScope.Code(row.Province, row.City), row.Zh, row.En, row.Subject, row.Grain, row.Source, row.AllMeasures(), row.DefinedAt, row.Version);
    }
}

/// <summary>A value of a series.</summary>
/// <param name="Measure">The measure's code.</param>
/// <param name="Value">The value, with the decimals that were printed.</param>
/// <param name="Origin">Whether it was printed or worked out.</param>
/// <param name="Before">What stood in its place at first; null unless it was corrected.</param>
public sealed record SeriesValue(string Measure, decimal Value, ValueOrigin Origin, decimal? Before);

/// <summary>The values of a period.</summary>
/// <param name="Period">The period.</param>
/// <param name="Values">Those that it has.</param>
/// <param name="Note">What is to be known of them.</param>
public sealed record SeriesPeriodRow(string Period, IReadOnlyList<SeriesValue> Values, string? Note);

/// <summary>One series with its values, what they come to, and what was found in it.</summary>
/// <param name="Entry">The series.</param>
/// <param name="Rows">The periods that have values, in order; the latest <see cref="MostRows"/>.</param>
/// <param name="RowsTotal">How many periods have values.</param>
/// <param name="Summary">What each measure comes to.</param>
/// <param name="Findings">What was found in it.</param>
/// <param name="Claims">What its source says in words.</param>
/// <param name="Citations">What its values were cited for.</param>
/// <param name="Version">Its version.</param>
public sealed record SeriesView(
    SeriesEntry Entry, IReadOnlyList<SeriesPeriodRow> Rows, int RowsTotal, IReadOnlyList<MeasureSummary> Summary, IReadOnlyList<QualityFinding> Findings,
    IReadOnlyList<SourceClaimNoted> Claims, IReadOnlyList<MeasuredValueCited> Citations, long Version) : IVersioned
{
    /// <summary>How many periods are told; more are for an export.</summary>
    public const int MostRows = 400;

    /// <summary>How many findings of a series are told.</summary>
    public const int MostFindings = 200;

    /// <summary>What a history says.</summary>
    public static SeriesView Of(IReadOnlyList<RecordedEvent> history)
    {
        ArgumentNullException.ThrowIfNull(history);
        var table = TableOf(history)!;
        var rows = table.Cells.GroupBy(cell => cell.Period).Select(period => new SeriesPeriodRow(
            $"{period.Key}", [.. period.Select(cell => new SeriesValue(cell.Measure.Code, cell.Value, cell.Origin, cell.Before))], period.Select(cell => cell.Note).FirstOrDefault(note => note is not null))).ToList();
        var entry = SeriesEntry.Of(MeasuredSeriesRow.Of(table.Definition, history[0])) with { Version = history[^1].Version };
        return new(entry, [.. rows.TakeLast(MostRows)], rows.Count, SeriesSummary.Of(table), [.. SeriesQuality.Check(table).Take(MostFindings)], table.Claims, table.Citations, entry.Version);
    }

    /// <summary>The table that a history comes to.</summary>
    public static SeriesTable? TableOf(IReadOnlyList<RecordedEvent> history) => SeriesTable.Of(history.Select(e => e.Data).OfType<MeasuredSeriesEvent>());
}

/// <summary>What was found in a series.</summary>
/// <param name="Series">The series.</param>
/// <param name="Findings">The findings, contradictions first; at most <see cref="SeriesView.MostFindings"/>.</param>
/// <param name="FindingsTotal">How many there are.</param>
public sealed record SeriesFindings(SeriesEntry Series, IReadOnlyList<QualityFinding> Findings, int FindingsTotal);

/// <summary>Which series were measured, and do they agree with themselves?</summary>
public sealed class MeasuredSeriesList(ReadModels models, CommandShell shell)
{
    /// <summary>The projection's name.</summary>
    public const string Projection = "MeasuredSeries";

    /// <summary>How many series a page of the report has at most: each is read from its own stream.</summary>
    public const int ReportedAtOnce = 20;

    private static readonly ListOrder<MeasuredSeriesRow> Order = new(MeasuredSeriesRow.Table, "defined_at", "series", Ascending: true, row => Iso.Time(row.DefinedAt), row => row.Series);

    /// <summary>A page of the series, the one defined first before the others.</summary>
    /// <exception cref="UnfitCursorException">The cursor is of another list.</exception>
    public Task<ReadAnswer<Page<SeriesEntry>>> AskAsync(AccessScope scope, PageRequest page, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(scope);
        return models.AskAsync(
            scope,
            Projection,
            async connection =>
            {
                var rows = await Order.PageAsync(connection, Order.Along(where => scope.Narrow(where)), _ => { }, page, Cursor.DigestOf("series", scope.ToString()), cancellation);
                var total = await Order.CountAsync(connection, where => scope.Narrow(where), _ => { }, cancellation);
                return new Page<SeriesEntry>([.. rows.Rows.Select(SeriesEntry.Of)], total.Count, total.IsAtLeast, rows.Next);
            },
            cancellation);
    }

    /// <summary>One series, from its own stream; null when there is none in the scope.</summary>
    public async Task<ReadAnswer<SeriesView>?> FindAsync(AccessScope scope, MeasuredSeriesId series, CancellationToken cancellation)
    {
        var history = Streams.MeasuredSeries.Within(scope, await shell.HistoryAsync(series.Value, cancellation));
        return history.Count == 0 || history[0].Data is not MeasuredSeriesDefined ? null : new(history[^1].Position, history[^1].RecordedAt, SeriesView.Of(history));
    }

    /// <summary>The data-quality report: a page of the series with what was found in each.</summary>
    /// <exception cref="UnfitCursorException">The cursor is of another list.</exception>
    public async Task<ReadAnswer<Page<SeriesFindings>>> ReportAsync(AccessScope scope, PageRequest page, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(page);
        var listed = await AskAsync(scope, page with { Limit = Math.Min(page.Limit, ReportedAtOnce) }, cancellation);
        var reported = new List<SeriesFindings>();
        foreach (var entry in listed.Data.Items)
        {
            if (SeriesView.TableOf(Streams.MeasuredSeries.Within(scope, await shell.HistoryAsync(entry.Id, cancellation))) is not { } table) continue;
            var findings = SeriesQuality.Check(table);
            reported.Add(new(entry, [.. findings.Take(SeriesView.MostFindings)], findings.Count));
        }

        return new(listed.Position, listed.AsOf, new(reported, listed.Data.Total, listed.Data.TotalIsAtLeast, listed.Data.Next));
    }

    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapQuery<MeasuredSeriesList, Page<SeriesEntry>>(
            "/series", Permission.ReadKpis, (SeriesDesk.Tag, "The measured series."), [Projection], QueryParameter.OfLists,
            query =>
            {
                var page = query.Page();
                return async (list, asker, cancellation) => await list.AskAsync(asker.Scope, page, cancellation);
            });
        api.MapQuery<MeasuredSeriesList, Page<SeriesFindings>>(
            "/series/quality", Permission.ReadKpis,
            (SeriesDesk.Tag, $"The data-quality report: what in each series does not agree with itself, worked out by stated rules, with what is printed beside what it comes to. At most {ReportedAtOnce} series at a time."),
            [Projection], QueryParameter.OfLists,
            query =>
            {
                var page = query.Page();
                return async (list, asker, cancellation) => await list.ReportAsync(asker.Scope, page, cancellation);
            });
        api.MapQuery<MeasuredSeriesList, SeriesView>(
            "/series/{id:guid}", Permission.ReadKpis, (SeriesDesk.Tag, "One series with its values, what they come to, and what was found in it."), [Projection], [],
            query =>
            {
                var id = MeasuredSeriesId.From(query.PathId("id"));
                return (list, asker, cancellation) => list.FindAsync(asker.Scope, id, cancellation);
            });
    }
}
