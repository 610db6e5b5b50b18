using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;

namespace CaseFlow.Server.Platform.Metrics;

/// <summary>
/// Sends metrics to a collector by OTLP, when <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> names one. The standard variables apply: protocol, headers,
/// <c>OTEL_METRIC_EXPORT_INTERVAL</c> (milliseconds), <c>OTEL_SERVICE_NAME</c> and <c>OTEL_RESOURCE_ATTRIBUTES</c>.
/// </summary>
public sealed class MetricsExport(IConfiguration configuration) : IHostedService, IDisposable
{
    /// <summary>Names the collector, for example <c>http://127.0.0.1:4318</c>; nothing is sent without it.</summary>
    public const string Endpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";

    private MeterProvider? provider;

    /// <summary>The meters that are sent; those of the framework and of libraries say of themselves what they mean.</summary>
    public static IReadOnlyList<string> Meters { get; } =
    [
        "CaseFlow.EventStore", ServerMetrics.MeterName, "Npgsql", "Quartz", "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "Microsoft.AspNetCore.Components*", "System.Runtime",
    ];

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        if (string.IsNullOrWhiteSpace(configuration[Endpoint])) return Task.CompletedTask;
        var builder = Sdk.CreateMeterProviderBuilder()
            .ConfigureResource(resource => resource.AddService("caseflow").AddEnvironmentVariableDetector())
            .AddMeter([.. Meters])
            // Without a hint of its own a histogram counts in steps of milliseconds, whatever its unit; a database answers in fewer than one.
            .AddView(instrument => instrument.Unit == "s" && instrument.Meter.Name is "Npgsql" or "CaseFlow.EventStore" ? new ExplicitBucketHistogramConfiguration { Boundaries = MetricsBuckets.Fast } : null)
            .AddOtlpExporter((exporter, reader) =>
            {
                exporter.Protocol = configuration["OTEL_EXPORTER_OTLP_PROTOCOL"] == "grpc" ? OtlpExportProtocol.Grpc : OtlpExportProtocol.HttpProtobuf;
                var root = configuration[Endpoint]!.TrimEnd('/');
                exporter.Endpoint = new Uri(exporter.Protocol == OtlpExportProtocol.Grpc ? root : $"{root}/v1/metrics");
                if (int.TryParse(configuration["OTEL_METRIC_EXPORT_INTERVAL"], System.Globalization.CultureInfo.InvariantCulture, out var interval) && interval > 0)
                    reader.PeriodicExportingMetricReaderOptions.ExportIntervalMilliseconds = interval;
            });
        provider = builder.Build();
        return Task.CompletedTask;
    }

    /// <summary>Sends what was measured since the last time.</summary>
    /// <returns>Whether the collector took it; true when there is none.</returns>
    public bool Flush() => provider?.ForceFlush() ?? true;

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken)
    {
        provider?.Shutdown(timeoutMilliseconds: 5_000);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public void Dispose() => provider?.Dispose();
}
