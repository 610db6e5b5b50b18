using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace CaseFlow.EventStore.Tests.Projections;

public sealed class Measuring(PostgresFixture postgres)
{
    [Fact]
    public async Task Pages_rebuilds_and_lag_are_measured()
    {
        var counting = await Counting.StartAsync(postgres);
        var projection = Counting.Counts(name: "Measured");
        var engine = counting.Engine(projection);
        await counting.AppendAsync(Sample.Counts(5));
        var measured = new ConcurrentDictionary<string, double>();
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, to) =>
        {
            if (instrument.Meter.Name == "CaseFlow.EventStore")
                to.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<double>((instrument, value, _, _) => measured[instrument.Name] = value);
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) =>
            measured[tags.Length == 1 ? $"{instrument.Name} {tags[0].Value}" : instrument.Name] = value);
        listener.Start();

        await engine.StatusAsync();
        Assert.Equal(5, measured["caseflow.projections.lag Measured"]);
        await engine.CatchUpAsync();
        await engine.RebuildAsync("Measured");
        await engine.StatusAsync();

        Assert.Equal(0, measured["caseflow.projections.lag Measured"]);
        foreach (var instrument in (string[])["page_size", "fold.duration", "write.duration", "rebuilt"])
            Assert.True(measured[$"caseflow.projections.{instrument}"] > 0);
        Assert.True(measured["caseflow.projections.delay"] >= 0);
    }
}
