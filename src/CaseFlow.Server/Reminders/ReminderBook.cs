using CaseFlow.Reminders;
using CaseFlow.Server.Platform.Commands;

namespace CaseFlow.Server.Reminders;

/// <summary>The plans of reminders and the hours of rest. Read from their stream: they are few and short.</summary>
public sealed class ReminderBook(CommandShell shell)
{
    /// <summary>The stream of all plans.</summary>
    public static Guid Stream { get; } = DeterministicId.From("reminder_plans");

    /// <summary>All plans in all their versions.</summary>
    public Task<ReminderPlans> PlansAsync(CancellationToken cancellation) => shell.StateAsync(Streams.ReminderPlans, Stream, cancellation);

    /// <summary>A zone that hours of rest name, which was checked when they were published.</summary>
    /// <exception cref="InvalidDataException">This machine's zone data does not have it.</exception>
    public static TimeZoneInfo ZoneOf(string zone) => TimeZoneInfo.TryFindSystemTimeZoneById(zone, out var found)
        ? found
        : throw new InvalidDataException($"The zone {zone} of the hours of rest is unknown on this machine; install its time zone data (tzdata).");
}
