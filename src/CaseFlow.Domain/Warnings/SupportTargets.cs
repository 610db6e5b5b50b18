using System.Diagnostics;

namespace CaseFlow.Warnings;

/// <summary>A fact about the targets for support that cities ask their province for.</summary>
public abstract record SupportTargetsEvent;

/// <summary>Targets came into force; running clocks keep theirs.</summary>
public sealed record SupportTargetsPublished : SupportTargetsEvent
{
    /// <summary>From 1, without gaps.</summary>
    public required int Version { get; init; }

    /// <summary>The calendar of working time, for example <c>desk</c>.</summary>
    public required string Calendar { get; init; }

    /// <summary>In how many working minutes the province takes a request up.</summary>
    public required int TakeUpMinutes { get; init; }

    /// <summary>In how many working minutes the city has an answer.</summary>
    public required int AnswerMinutes { get; init; }
    public required string Reason { get; init; }
}

/// <summary>The targets in force.</summary>
public sealed record SupportTargets(SupportTargetsPublished? Latest)
{
    public static readonly SupportTargets None = new(Latest: null);

    public static SupportTargets Evolve(SupportTargets targets, SupportTargetsEvent @event)
    {
        ArgumentNullException.ThrowIfNull(targets);
        return @event switch
        {
            SupportTargetsPublished e => new(e),
            _ => throw new UnreachableException(@event?.GetType().Name),
        };
    }
}

/// <summary>Publish targets; their version is given by the decision.</summary>
public sealed record PublishSupportTargets(string Calendar, int TakeUpMinutes, int AnswerMinutes, string Reason)
{
    /// <summary>The calendars that there are.</summary>
    public required IReadOnlyCollection<string> Known { get; init; }
}

/// <summary>What may be done with the targets.</summary>
public static class SupportTargetsDecisions
{
    /// <summary>A year of minutes; a longer target is a slip of the hand.</summary>
    public const int Longest = 527_040;

    public static Decision<SupportTargetsEvent> Publish(SupportTargets targets, PublishSupportTargets command) => command switch
    {
        { TakeUpMinutes: < 1 } or { AnswerMinutes: > Longest } => SupportTargetsRefusals.OutOfRange,
        _ when command.TakeUpMinutes >= command.AnswerMinutes => SupportTargetsRefusals.OutOfRange,
        _ when !command.Known.Contains(command.Calendar) => SupportTargetsRefusals.CalendarUnknown,
        _ when targets.Latest is { } latest && (latest.Calendar, latest.TakeUpMinutes, latest.AnswerMinutes) == (command.Calendar, command.TakeUpMinutes, command.AnswerMinutes) => Decision.Nothing,
        _ => new SupportTargetsPublished
        {
            Version = (targets.Latest?.Version ?? 0) + 1,
            Calendar = command.Calendar,
            TakeUpMinutes = command.TakeUpMinutes,
            AnswerMinutes = command.AnswerMinutes,
            Reason = command.Reason,
        },
    };
}

/// <summary>Why targets are not published.</summary>
public static class SupportTargetsRefusals
{
    public static readonly Refusal OutOfRange = new("support-targets-out-of-range", "A request is taken up in at least a minute, and answered later than that and within a year.");
    public static readonly Refusal CalendarUnknown = new("support-targets-calendar-unknown", "There is no such calendar; publish it first.");
}
