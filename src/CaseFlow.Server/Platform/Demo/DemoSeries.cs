using System.Text.Json;
using CaseFlow.Complaints;
using CaseFlow.EventStore;
using CaseFlow.Kpis;
using CaseFlow.Server.Kpis;
using CaseFlow.Server.Platform.Commands;

namespace CaseFlow.Server.Platform.Demo;

/// <summary>The three tables that the province published in 2011, as they were printed, and customers on the demo's scale.</summary>
public sealed class DemoSeries(IEventStore store)
{
    private const string Actor = "secretary";

    private static readonly Region Jiangsu = new("cn-js");

    /// <summary>Records what is not there yet.</summary>
    /// <param name="cited">The case that figures were cited for; null to cite none.</param>
    /// <param name="cancellation">Stops between two series.</param>
    public async Task LoadAsync(ComplaintId? cited, CancellationToken cancellation)
    {
        foreach (var seed in Read())
        {
            var id = SeriesDesk.IdOf(Jiangsu, seed.Code);
            var definition = new MeasuredSeriesDefined
            {
                Series = id, Code = seed.Code, Region = Jiangsu, Zh = seed.Zh, En = seed.En, Subject = seed.Subject, Grain = seed.Grain, Source = seed.Source, Measures = seed.Measures,
            };
            List<Func<MeasuredSeries, Decision<MeasuredSeriesEvent>>> steps =
            [
                state => MeasuredSeriesDecisions.Define(state, new(definition)),
                state => MeasuredSeriesDecisions.Record(state, new([.. seed.Rows.Select(row => new PeriodValues(Period(row.Period), row.Values, row.Note))])),
                .. seed.Claims.Select(claim => (Func<MeasuredSeries, Decision<MeasuredSeriesEvent>>)(state => MeasuredSeriesDecisions.Note(state, new(claim.Kind, claim.Measure, SeriesPeriod.TryParse(claim.Period), claim.Value, claim.Words)))),
                .. (cited is null ? [] : seed.Citations).Select(citation => (Func<MeasuredSeries, Decision<MeasuredSeriesEvent>>)(state => MeasuredSeriesDecisions.Cite(state, new(
                    new() { Period = citation.Period, Measure = citation.Measure, Complaint = cited!.Value, At = citation.At, Precision = citation.Precision, Note = citation.Note }, Period(citation.Period))))),
            ];
            foreach (var (i, step) in steps.Index())
                await RecordAsync(id, DemoStream.Step($"series-{seed.Code}", i + 1, DemoCast.At(2011, 9, 5, 10, i), Actor), step, cancellation);
        }
    }

    private static List<SeriesSeed> Read()
    {
        using var stream = typeof(DemoSeries).Assembly.GetManifestResourceStream("seed/measured-series.json") ?? throw new InvalidOperationException("There is no seed of measured series.");
        return JsonSerializer.Deserialize<List<SeriesSeed>>(stream, EventTypes.Json) ?? throw new JsonException("The seed of measured series is empty.");
    }

    private static SeriesPeriod Period(string text) => SeriesPeriod.TryParse(text) ?? throw new JsonException($"{text} is no period.");

    private async Task RecordAsync(MeasuredSeriesId series, CommandContext context, Func<MeasuredSeries, Decision<MeasuredSeriesEvent>> decide, CancellationToken cancellation)
    {
        var draft = new StreamDraft<MeasuredSeries, MeasuredSeriesEvent>(Streams.MeasuredSeries, series.Value, await store.ReadStreamAsync(series.Value, cancellation: cancellation)).Decide(context, decide);
        if (draft.Refusal is { } refusal) throw new InvalidOperationException($"{context.CorrelationId} of the demo's series is refused: {refusal.Code}.");
        await draft.RecordAsync(store, cancellation);
    }

    private sealed record SeriesSeed
    {
        public required string Code { get; init; }
        public required string Zh { get; init; }
        public required string En { get; init; }
        public required SeriesSubject Subject { get; init; }
        public required SeriesGrain Grain { get; init; }
        public required string Source { get; init; }
        public required IReadOnlyList<SeriesMeasure> Measures { get; init; }
        public required IReadOnlyList<RowSeed> Rows { get; init; }
        public IReadOnlyList<SourceClaimNoted> Claims { get; init; } = [];
        public IReadOnlyList<CitationSeed> Citations { get; init; } = [];
    }

    private sealed record RowSeed(string Period, IReadOnlyList<MeasuredValue> Values, string? Note = null);

    private sealed record CitationSeed(string Period, string Measure, DateTimeOffset At, CitedPrecision Precision, string Note);
}
