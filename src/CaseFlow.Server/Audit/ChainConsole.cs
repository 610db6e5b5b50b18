using System.Diagnostics;
using System.Globalization;
using CaseFlow.EventStore.Sealing;
using CaseFlow.Server.Platform;
using Spectre.Console;

namespace CaseFlow.Server.Audit;

/// <summary>What the verbs of the chain show.</summary>
public static class ChainConsole
{
    /// <summary>Runs something with a bar on standard error, and answers how long it took.</summary>
    public static async Task<(T Answer, TimeSpan Took)> ShowAsync<T>(string what, Func<IProgress<ChainProgress>, Task<T>> run)
    {
        var begin = Stopwatch.GetTimestamp();
        var errors = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });
        var answer = await errors.Progress().Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn()).StartAsync(async progress =>
        {
            var task = progress.AddTask(what);
            var done = await run(new Bar(task));
            task.Value = task.MaxValue;
            return done;
        });
        return (answer, Stopwatch.GetElapsedTime(begin));
    }

    /// <summary>How many events, how long, and how fast.</summary>
    public static string Speed(long events, TimeSpan took) => string.Create(
        CultureInfo.InvariantCulture, $"{events:N0} events in {took.TotalSeconds:0.0} s, {events / Math.Max(0.001, took.TotalSeconds):N0} events/s");

    /// <summary>A finding as a sentence.</summary>
    public static string Sentence(ChainFinding finding)
    {
        ArgumentNullException.ThrowIfNull(finding);
        var what = finding.Kind switch
        {
            Tampering.Altered => "The event was altered",
            Tampering.Removed => "The event was removed",
            Tampering.Inserted => "The event was inserted",
            Tampering.Reordered => $"The event was moved to position {finding.FoundAt}",
            Tampering.Truncated => "The history was cut off from here on",
            Tampering.SetBack => "The database was set back to an older state and went on from here with other events",
            Tampering.CheckpointForged => "The checkpoint was forged: it is not signed by a trusted key, or does not follow the one before",
            Tampering.CheckpointRemoved => "The checkpoint was removed, while its events are there",
            Tampering.SealsAltered => "The seals were altered, while the events are genuine",
            Tampering.StretchAltered => "Events of this stretch were altered, removed or inserted, and the seals that would tell which",
        };
        string?[] where =
        [
            finding.LastPosition is { } last && last > finding.Position ? $"positions {finding.Position} to {last}" : $"position {finding.Position}",
            finding.Stream is { } stream ? $"stream {stream} version {finding.Version}" : null,
            finding.Event is { } id ? $"event {id}" : null,
            finding.Checkpoint is { } checkpoint ? $"checkpoint {checkpoint}" : null,
        ];
        return string.Create(CultureInfo.InvariantCulture, $"{what}: {string.Join(", ", where.OfType<string>())}.");
    }

    /// <summary>The keys of a file, or of the one beside this installation's signing key.</summary>
    public static TrustedKeys Keys(string? file, ChainOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var path = file ?? options.KeyFile + ".pub";
        try
        {
            return new(File.ReadAllText(path));
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            throw new ExplainedException($"{path} is not a public key to verify with: {fault.Message} Name one with --public-key.", fault);
        }
    }

    private sealed class Bar(ProgressTask task) : IProgress<ChainProgress>
    {
        public void Report(ChainProgress value) => (task.MaxValue, task.Value) = (Math.Max(1, value.Head), value.Position);
    }
}
