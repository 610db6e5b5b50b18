using CaseFlow.Emergencies;

namespace CaseFlow.Reminders;

/// <summary>Why a message is due when it is.</summary>
public enum SlotReason
{
    /// <summary>It is wanted as soon as its trigger is known.</summary>
    AtOnce,

    /// <summary>It is wanted on a later day.</summary>
    Deferred,

    /// <summary>It was wanted while customers rest, and is due when they do not any more.</summary>
    AfterRest,

    /// <summary>It was wanted at the same moment as one that comes before it.</summary>
    InOrder,
}

/// <summary>When one message of a trigger is due.</summary>
/// <param name="Template">The message's code.</param>
/// <param name="Sequence">Its place among the messages of its trigger, from 1.</param>
/// <param name="WantedAt">When its plan wants it.</param>
/// <param name="DueAt">When it is due.</param>
/// <param name="Reason">Why it is due then.</param>
public sealed record ReminderSlot(string Template, int Sequence, DateTimeOffset WantedAt, DateTimeOffset DueAt, SlotReason Reason);

/// <summary>When the messages of a trigger are due: as their plan wants them, outside of the hours of rest, and in their order.</summary>
public static class ReminderSlots
{
    /// <summary>How far two messages of one trigger are apart at least, so that their order is seen in their times.</summary>
    public static readonly TimeSpan Apart = TimeSpan.FromSeconds(1);

    /// <summary>The slots of all messages of a plan, in their order.</summary>
    /// <remarks>Messages that keep to the hours of rest keep their order, however they are moved. One that does not waits for none that does.</remarks>
    /// <param name="triggeredAt">When it happened that they follow from.</param>
    /// <param name="plan">The plan.</param>
    /// <param name="hours">When customers rest.</param>
    /// <param name="zone">The zone that the hours name.</param>
    public static IReadOnlyList<ReminderSlot> Of(DateTimeOffset triggeredAt, ReminderPlanTerms plan, ReminderHours hours, TimeZoneInfo zone)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(hours);
        var last = new Dictionary<bool, DateTimeOffset>();
        var slots = new List<ReminderSlot>();
        foreach (var (place, template) in plan.Templates.Index())
        {
            var (wanted, rest, breaks) = (Wanted(triggeredAt, template, zone), hours.RestOf(template.Class), hours.Breaking.Contains(template.Class));
            var free = Next(wanted, rest, zone);
            var due = last.TryGetValue(breaks, out var before) && before + Apart > free ? Next(before + Apart, rest, zone) : free;
            last[breaks] = due;
            slots.Add(new(template.Code, place + 1, wanted, due, free > wanted ? SlotReason.AfterRest : due > free ? SlotReason.InOrder : template.AfterDays > 0 ? SlotReason.Deferred : SlotReason.AtOnce));
        }

        return slots;
    }

    /// <summary>The first moment from one on that lies in no hours of rest.</summary>
    public static DateTimeOffset Next(DateTimeOffset at, IReadOnlyList<RestHours> rest, TimeZoneInfo zone)
    {
        ArgumentNullException.ThrowIfNull(rest);
        ArgumentNullException.ThrowIfNull(zone);
        while (true)
        {
            var local = TimeZoneInfo.ConvertTime(at, zone);
            if (rest.FirstOrDefault(one => one.Holds(TimeOnly.FromTimeSpan(local.TimeOfDay))) is not { } span) return at;
            var end = local.Date + span.Until.ToTimeSpan();
            at = AtClock(end > local.DateTime ? end : end.AddDays(1), zone, after: at);
        }
    }

    /// <summary>Whether customers rest at a moment.</summary>
    public static bool Rests(DateTimeOffset at, IReadOnlyList<RestHours> rest, TimeZoneInfo zone) => Next(at, rest, zone) != at;

    private static DateTimeOffset Wanted(DateTimeOffset triggeredAt, ReminderTemplate template, TimeZoneInfo zone) => template is { AfterDays: > 0, At: { } time }
        ? AtClock(TimeZoneInfo.ConvertTime(triggeredAt, zone).Date.AddDays(template.AfterDays) + time.ToTimeSpan(), zone, after: triggeredAt)
        : TimeZoneInfo.ConvertTime(triggeredAt, zone);

    /// <summary>The first moment after another at which the clocks show a time; where they skip it, that at which they go on.</summary>
    private static DateTimeOffset AtClock(DateTime clock, TimeZoneInfo zone, DateTimeOffset after)
    {
        while (zone.IsInvalidTime(clock)) clock = clock.AddMinutes(1);
        IEnumerable<TimeSpan> offsets = zone.IsAmbiguousTime(clock) ? zone.GetAmbiguousTimeOffsets(clock) : [zone.GetUtcOffset(clock)];
        var moments = offsets.Select(offset => new DateTimeOffset(clock, offset)).Order().ToList();
        return moments.FirstOrDefault(moment => moment > after) is var found && found != default ? found : after.AddMinutes(1);
    }
}
