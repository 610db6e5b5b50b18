using System.Diagnostics.Metrics;

namespace CaseFlow.EventStore.Sealing;

/// <summary>What is measured of sealing.</summary>
internal static class SealingInstruments
{
    private static readonly Meter Meter = new("CaseFlow.EventStore");

    private static readonly Gauge<long> Lag =
        Meter.CreateGauge<long>("caseflow.chain.lag", "{event}", "How many events are not sealed yet, when the node that seals looked last; counted to 100,000.");

    private static readonly Counter<long> Sealed =
        Meter.CreateCounter<long>("caseflow.chain.sealed", "{event}", "Events that were sealed under a signed checkpoint.");

    public static void Behind(long events) => Lag.Record(events);

    public static void Done(int events) => Sealed.Add(events);
}
