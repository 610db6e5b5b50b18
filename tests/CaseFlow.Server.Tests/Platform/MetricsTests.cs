using System.Diagnostics.Metrics;
using System.Net.Http.Json;
using System.Runtime.CompilerServices;
using CaseFlow.Server.Platform.Metrics;
using CaseFlow.Testing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace CaseFlow.Server.Tests.Platform;

public sealed class MetricsTests(PostgresFixture postgres)
{
    [Fact]
    public async Task A_collector_that_is_named_is_sent_the_instruments()
    {
        await using var collector = await OtlpReceiver.StartAsync();
        await using var server = await StartAsync(collector.Address);
        await server.Http.PostAsJsonAsync("/api/complaints", new { }, TestContext.Current.CancellationToken);
        await server.Http.PostAsJsonAsync($"/api/complaints/{Guid.NewGuid()}/acknowledge", new { }, TestContext.Current.CancellationToken);
        await server.Http.GetAsync(new Uri("/api/complaints?region=all", UriKind.Relative), TestContext.Current.CancellationToken);

        Assert.True(server.Services.GetRequiredService<MetricsExport>().Flush());

        var metrics = collector.Metrics;
        Assert.Contains(metrics, metric => metric is { Meter: ServerMetrics.MeterName, Name: "caseflow.commands", Unit: "{command}" });
        Assert.Contains(metrics, metric => metric is { Meter: ServerMetrics.MeterName, Name: "caseflow.command.duration", Unit: "s" } && metric.Bounds.SequenceEqual(MetricsBuckets.Fast));
        Assert.Contains(metrics, metric => metric is { Meter: ServerMetrics.MeterName, Name: "caseflow.query.duration", Unit: "s" } && metric.Bounds.SequenceEqual(MetricsBuckets.Fast));
        Assert.Contains(metrics, metric => metric is { Meter: "Npgsql", Unit: "s" } && metric.Bounds.SequenceEqual(MetricsBuckets.Fast));
        Assert.Contains(metrics, metric => metric is { Meter: "Microsoft.AspNetCore.Hosting", Name: "http.server.request.duration" });
    }

    [Fact]
    public async Task Nothing_is_sent_when_no_collector_is_named()
    {
        await using var collector = await OtlpReceiver.StartAsync();
        await using var server = await StartAsync(endpoint: null);
        await server.Http.GetAsync(new Uri("/api/complaints?region=all", UriKind.Relative), TestContext.Current.CancellationToken);

        Assert.True(server.Services.GetRequiredService<MetricsExport>().Flush());
        Assert.Empty(collector.Metrics);
    }

    [Fact]
    public async Task The_runbook_lists_the_instruments()
    {
        var instruments = new System.Collections.Concurrent.ConcurrentDictionary<string, string>();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, _) =>
            {
                if (instrument.Meter.Name.StartsWith("CaseFlow.", StringComparison.Ordinal))
                    instruments[instrument.Name] = $"| `{instrument.Name}` | `{instrument.Meter.Name}` | `{instrument.Unit}` | {instrument.Description} |";
            },
        };
        listener.Start();
        await using var server = await StartAsync(endpoint: null);
        await server.Http.PostAsJsonAsync("/api/complaints", new { }, TestContext.Current.CancellationToken);

        Assert.Equal(instruments.Values.Order(StringComparer.Ordinal), Listed().Order(StringComparer.Ordinal));
    }

    private static IEnumerable<string> Listed([CallerFilePath] string here = "") =>
        File.ReadLines(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "..", "docs", "runbook.md")).Where(line => line.StartsWith("| `caseflow.", StringComparison.Ordinal));

    private Task<ServerUnderTest> StartAsync(string? endpoint) => ServerUnderTest.StartAsync(postgres, replace: services => services.Replace(ServiceDescriptor.Singleton(_ => new MetricsExport(
        new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?> { [MetricsExport.Endpoint] = endpoint }).Build()))));
}
