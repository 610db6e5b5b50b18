using CaseFlow.Access;
using CaseFlow.EventStore;
using CaseFlow.Server.Platform.Commands;
using CaseFlow.Server.Platform.Reading;
using CaseFlow.Warnings;

namespace CaseFlow.Server.Warnings;

/// <summary>Something that was done about a warning, or that it came to.</summary>
/// <param name="What">The event.</param>
/// <param name="At">When.</param>
/// <param name="By">Who, or the rule itself.</param>
/// <param name="Grade">The grade that it came to, where it changed.</param>
/// <param name="Said">The reason, where one was given.</param>
/// <param name="SwitchedOffBy">Of a warning that subsided because its rule was switched off, the version of the rule that no longer warns.</param>
public sealed record WarningStep(string What, DateTimeOffset At, string By, WarningGrade? Grade, string? Said, int? SwitchedOffBy);

/// <summary>One warning: why it fired, the cases, and what was done about it.</summary>
public sealed record WarningView : IVersioned
{
    public required WarningEntry Entry { get; init; }

    /// <summary>Why it fired, as it was seen last.</summary>
    public required IReadOnlyList<WhyStep> Why { get; init; }

    /// <summary>The cases, no more than are listed.</summary>
    public required IReadOnlyList<Guid> Cases { get; init; }

    /// <summary>Up to which event everything was counted when it fired.</summary>
    public required long CountedTo { get; init; }

    /// <summary>The warning before it of the same rule about the same.</summary>
    public required Guid? Before { get; init; }
    public required IReadOnlyList<WarningStep> Steps { get; init; }

    /// <inheritdoc/>
    public required long Version { get; init; }

    /// <summary>What a history says.</summary>
    public static WarningView Of(IReadOnlyList<RecordedEvent> history)
    {
        ArgumentNullException.ThrowIfNull(history);
        var raised = (WarningRaised)history[0].Data;
        var seen = history.Select(e => e.Data).OfType<WarningUpgraded>().LastOrDefault()?.Seen ?? raised.Seen;
        return new()
        {
            Entry = WarningEntry.Of(history.Aggregate((WarningRow?)null, WarningRow.After)!),
            Why = seen.Why,
            Cases = [.. seen.Complaints.Select(one => one.Value)],
            CountedTo = seen.Position,
            Before = raised.Before?.Value,
            Steps = [.. history.Select(StepOf)],
            Version = history[^1].Version,
        };
    }

    private static WarningStep StepOf(RecordedEvent e) => new(
        e.Data.GetType().Name,
        e.Metadata.OccurredAt,
        e.Metadata.Actor,
        e.Data switch
        {
            WarningRaised raised => raised.Seen.Grade,
            WarningUpgraded upgraded => upgraded.Seen.Grade,
            _ => null,
        },
        (e.Data as WarningDismissed)?.Reason,
        (e.Data as WarningSubsided)?.SwitchedOffBy);
}

/// <summary>How does one warning stand? Read from its own stream, so that an answer never lags behind a command.</summary>
public sealed class WarningFile(WarningBoard board, CommandShell shell)
{
    /// <summary>A warning; null when there is none in the scope.</summary>
    public async Task<ReadAnswer<WarningView>?> AskAsync(AccessScope scope, WarningId warning, CancellationToken cancellation)
    {
        if (await board.FindAsync(scope, warning, cancellation) is not { } row) return null;
        var history = Streams.Warning.Within(scope, await shell.HistoryAsync(warning.Value, cancellation));
        return history.Count == 0 ? null : new(Math.Max(row.Position, history[^1].Position), row.AsOf, WarningView.Of(history));
    }

    public static void Map(IEndpointRouteBuilder api) => api.MapQuery<WarningFile, WarningView>(
        "/warnings/{id:guid}",
        Permission.ReadWarnings,
        (WarningRoutes.Tag, "One warning: why it fired, step by step, the cases that were counted, and what was done about it."),
        [WarningBoard.Projection],
        [],
        query =>
        {
            var id = WarningId.From(query.PathId("id"));
            return (file, asker, cancellation) => file.AskAsync(asker.Scope, id, cancellation);
        });
}
