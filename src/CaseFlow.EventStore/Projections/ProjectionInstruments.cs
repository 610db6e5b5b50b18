using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace CaseFlow.EventStore.Projections;

/// <summary>What the projection engine measures, under the meter <c>CaseFlow.EventStore</c>.</summary>
internal static class ProjectionInstruments
{
    private static readonly Meter Meter = new("CaseFlow.EventStore");

    private static readonly Histogram<long> PageSize = Meter.CreateHistogram<long>("caseflow.projections.page_size", "{event}", "Events that the projections took in one transaction.");
    private static readonly Histogram<double> FoldTime = Meter.CreateHistogram<double>("caseflow.projections.fold.duration", "s", "Loading and folding the rows of a page, all projections together.");
    private static readonly Histogram<double> WriteTime = Meter.CreateHistogram<double>("caseflow.projections.write.duration", "s", "Writing the rows and checkpoints of a page, commit included.");
    private static readonly Histogram<double> Delay = Meter.CreateHistogram<double>("caseflow.projections.delay", "s", "From the recording of a page's first event to the commit of its rows, by this machine's clock.");
    private static readonly Counter<long> Rebuilt = Meter.CreateCounter<long>("caseflow.projections.rebuilt", "{event}", "Events that rebuilds and replays read, each once for all their projections; its rate is theirs.");
    private static readonly Gauge<long> Lag = Meter.CreateGauge<long>("caseflow.projections.lag", "{event}", "How many events a projection or subscription is behind, by its name, when its status was last asked for.");

    public static long Start() => Stopwatch.GetTimestamp();

    public static void Folded(long since) => FoldTime.Record(Stopwatch.GetElapsedTime(since).TotalSeconds);

    public static void Written(long since, IReadOnlyList<RecordedEvent> page)
    {
        WriteTime.Record(Stopwatch.GetElapsedTime(since).TotalSeconds);
        PageSize.Record(page.Count);
        Delay.Record(Math.Max(0, (DateTimeOffset.UtcNow - page[0].RecordedAt).TotalSeconds));
    }

    public static void Replayed(int events) => Rebuilt.Add(events);

    public static void Behind(ProjectionStatus status) => Lag.Record(status.Lag, new KeyValuePair<string, object?>("name", status.Name));
}
