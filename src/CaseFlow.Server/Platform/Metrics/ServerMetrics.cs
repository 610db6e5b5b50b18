using System.Diagnostics;
using System.Diagnostics.Metrics;
using CaseFlow.Server.Platform.Commands;

namespace CaseFlow.Server.Platform.Metrics;

/// <summary>What the server measures of itself. Instruments cost next to nothing while nobody listens.</summary>
public static class ServerMetrics
{
    /// <summary>The meter's name.</summary>
    public const string MeterName = "CaseFlow.Server";

    private static readonly Meter Meter = new(MeterName);

    private static readonly Counter<long> Commands = Meter.CreateCounter<long>(
        "caseflow.commands", "{command}", "Commands of the API and the pages, by `command` and `outcome`; `refused` and `invalid` recorded nothing.");

    private static readonly Histogram<double> CommandDuration = Meter.CreateHistogram(
        "caseflow.command.duration", "s", "From a command that is well formed to its answer, the append included, by `command` and `outcome`.", tags: null, Advice(MetricsBuckets.Fast));

    private static readonly Histogram<double> QueryDuration = Meter.CreateHistogram(
        "caseflow.query.duration", "s", "What a read model's answer took in the database, by `read_model`.", tags: null, Advice(MetricsBuckets.Fast));

    /// <summary>Carries a command out and measures it.</summary>
    /// <typeparam name="TRequest">Names the command.</typeparam>
    public static async Task<CommandOutcome> MeasureAsync<TRequest>(Func<Task<CommandOutcome>> carryOut)
        where TRequest : CommandRequest
    {
        ArgumentNullException.ThrowIfNull(carryOut);
        var begin = Stopwatch.GetTimestamp();
        var outcome = Failed;
        try
        {
            var became = await carryOut();
            outcome = NameOf(became);
            return became;
        }
        finally
        {
            TagList tags = [new("command", NameOf<TRequest>()), new("outcome", outcome)];
            Commands.Add(1, tags);
            CommandDuration.Record(Stopwatch.GetElapsedTime(begin).TotalSeconds, tags);
        }
    }

    /// <summary>Counts a command that was not well formed.</summary>
    /// <typeparam name="TRequest">Names the command.</typeparam>
    public static CommandInvalid Count<TRequest>(CommandInvalid invalid)
        where TRequest : CommandRequest
    {
        Commands.Add(1, new("command", NameOf<TRequest>()), new("outcome", NameOf(invalid)));
        return invalid;
    }

    /// <summary>Asks a read model and measures it.</summary>
    public static async Task<T> MeasureQueryAsync<T>(string readModel, Func<Task<T>> ask)
    {
        ArgumentNullException.ThrowIfNull(ask);
        var begin = Stopwatch.GetTimestamp();
        try
        {
            return await ask();
        }
        finally
        {
            QueryDuration.Record(Stopwatch.GetElapsedTime(begin).TotalSeconds, new KeyValuePair<string, object?>("read_model", readModel));
        }
    }

    private const string Failed = "failed";

    private static string NameOf<TRequest>() => typeof(TRequest).Name.EndsWith("Request", StringComparison.Ordinal) ? typeof(TRequest).Name[..^"Request".Length] : typeof(TRequest).Name;

    private static string NameOf(CommandOutcome outcome) => outcome switch
    {
        CommandRecorded { Repeated: true } => "repeated",
        CommandRecorded => "recorded",
        CommandUnchanged => "unchanged",
        CommandRefused => "refused",
        CommandStale => "stale",
        CommandKeyReused => "key-reused",
        CommandContended => "contended",
        CommandInvalid => "invalid",
        CommandForbidden => "forbidden",
        CommandOutside => "outside",
        CommandUnanswered => "unanswered",
        _ => throw new UnreachableException(outcome.GetType().Name),
    };

    private static InstrumentAdvice<double> Advice(double[] boundaries) => new() { HistogramBucketBoundaries = boundaries };
}
