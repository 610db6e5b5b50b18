using CaseFlow.Clocks;
using CaseFlow.EventStore;
using CaseFlow.Server.Platform.Commands;

namespace CaseFlow.Server.Clocks;

/// <summary>All calendars and clock policies that were ever published, read from their streams as far as they have grown.</summary>
public sealed class ClockRuleBook(IEventStore store)
{
    /// <summary>The stream of the calendars.</summary>
    public static Guid CalendarsStream { get; } = DeterministicId.From("work_calendars");

    /// <summary>The stream of the clock policies.</summary>
    public static Guid PoliciesStream { get; } = DeterministicId.From("clock_policies");

    private volatile Known known = new(0, 0, ClockRules.None);

    /// <summary>The rules as they are now. What is laid out of a calendar is kept until another one is published.</summary>
    public async Task<ClockRules> RulesAsync(CancellationToken cancellation)
    {
        var before = known;
        var calendars = await store.ReadStreamAsync(CalendarsStream, before.Calendars, cancellation);
        var policies = await store.ReadStreamAsync(PoliciesStream, before.Policies, cancellation);
        if (calendars.Count == 0 && policies.Count == 0) return before.Rules;
        var publications = before.Rules.Publications.Concat(calendars.Concat(policies).Select(Of)).OrderBy(one => one.Position).ToList();
        var now = new Known(Version(calendars, before.Calendars), Version(policies, before.Policies), new(publications, Zone));
        known = now;
        return now.Rules;
    }

    /// <summary>A publication as clocks see it.</summary>
    public static RulePublication Of(RecordedEvent e)
    {
        ArgumentNullException.ThrowIfNull(e);
        return new(e.Data, e.Position, e.Metadata.OccurredAt);
    }

    /// <summary>A zone of a calendar in force, whose name was checked when it was published.</summary>
    /// <exception cref="InvalidDataException">This machine's zone data does not have it.</exception>
    public static TimeZoneInfo Zone(string name) => TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone)
        ? zone
        : throw new InvalidDataException($"The zone {name} of a calendar is unknown on this machine; install its time zone data (tzdata).");

    private static long Version(IReadOnlyList<RecordedEvent> more, long before) => more.Count == 0 ? before : more[^1].Version;

    private sealed record Known(long Calendars, long Policies, ClockRules Rules);
}
