using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace CaseFlow.EventStore.Appending;

/// <summary>What is measured of appends.</summary>
internal static class AppendInstruments
{
    private static readonly Meter Meter = new("CaseFlow.EventStore");

    private static readonly Histogram<int> BatchSize =
        Meter.CreateHistogram<int>("caseflow.append.batch_size", "{append}", "How many appends shared a transaction.");

    private static readonly Histogram<double> QueueWait =
        Meter.CreateHistogram<double>("caseflow.append.queue_wait", "s", "How long an append waited for its batch to begin.");

    private static readonly Histogram<double> Duration =
        Meter.CreateHistogram<double>("caseflow.append.duration", "s", "How long a batch took, from being sent to the acknowledged commit.");

    private static readonly Counter<long> Events =
        Meter.CreateCounter<long>("caseflow.append.events", "{event}", "How many events batches were sent with, recorded or not.");

    public static void Batch(List<PendingAppend> batch, int events)
    {
        if (batch.Count == 0)
            return;
        BatchSize.Record(batch.Count);
        Events.Add(events);
        if (!QueueWait.Enabled)
            return;
        var now = Stopwatch.GetTimestamp();
        foreach (var append in batch)
            QueueWait.Record(Stopwatch.GetElapsedTime(append.Since, now).TotalSeconds);
    }

    public static void Written(long since) => Duration.Record(Stopwatch.GetElapsedTime(since).TotalSeconds);
}
