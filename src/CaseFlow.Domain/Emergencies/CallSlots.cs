namespace CaseFlow.Emergencies;

/// <summary>When customers of an emergency can be called: at even distances within each hour, outside of the hours of rest.</summary>
public static class CallSlots
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    /// <summary>A plan leaves some time of the day, and the clocks skip less than a day; nothing free in this many hours is a fault.</summary>
    private const int Horizon = 24 * 366 * 20;

    /// <summary>Whether a call may be made at a moment.</summary>
    public static bool Allow(DateTimeOffset at, EmergencyPlanTerms plan, TimeZoneInfo zone)
    {
        ArgumentNullException.ThrowIfNull(plan);
        var time = TimeOnly.FromTimeSpan(TimeZoneInfo.ConvertTime(at, zone).TimeOfDay);
        return !plan.Rest.Any(rest => rest.Holds(time));
    }

    /// <summary>The free slots from a moment on, the earliest first, without end.</summary>
    /// <param name="from">No slot is earlier.</param>
    /// <param name="plan">The hours of rest, and how many calls an hour has.</param>
    /// <param name="zone">The zone that the plan names.</param>
    /// <param name="taken">The slots that others have.</param>
    public static IEnumerable<DateTimeOffset> Free(DateTimeOffset from, EmergencyPlanTerms plan, TimeZoneInfo zone, IReadOnlySet<DateTimeOffset> taken)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(taken);
        var first = new DateTimeOffset(from.UtcTicks - (from.UtcTicks % Hour.Ticks), TimeSpan.Zero);
        return Enumerable.Range(0, Horizon)
            .SelectMany(hour => Enumerable.Range(0, plan.CallsPerHour).Select(call => first.AddHours(hour).AddSeconds(3600 * call / plan.CallsPerHour)))
            .Where(slot => slot >= from && Allow(slot, plan, zone) && !taken.Contains(slot))
            .Select(slot => TimeZoneInfo.ConvertTime(slot, zone));
    }
}
