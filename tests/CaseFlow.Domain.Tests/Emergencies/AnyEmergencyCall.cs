using FsCheck;
using FsCheck.Fluent;

namespace CaseFlow.Emergencies;

public sealed class AnyEmergencyCall
{
    private sealed record Situation(string Zone, DateTimeOffset From, EmergencyPlanTerms Plan, int Calls, IReadOnlySet<DateTimeOffset> Taken);

    private static readonly Gen<RestHours> AnyRest =
        from starts in Gen.Choose(0, (24 * 60) - 1)
        from minutes in Gen.Choose(0, 11 * 60)
        select new RestHours(TimeOnly.MinValue.AddMinutes(starts), TimeOnly.MinValue.AddMinutes(starts + minutes));

    private static readonly Gen<Situation> AnySituation =
        from zone in Gen.Elements("Asia/Shanghai", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kolkata")
        from minute in Gen.Choose(0, 2 * 365 * 24 * 60)
        from second in Gen.Choose(0, 59)
        from first in AnyRest
        from other in AnyRest
        from perHour in Gen.Choose(1, 90)
        from calls in Gen.Choose(1, 200)
        from skipped in Gen.ArrayOf(Gen.Choose(0, 400))
        let at = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero).AddMinutes(minute).AddSeconds(second)
        let plan = EmergencyCast.Plan with { Rest = [first, other], CallsPerHour = perHour, Zone = zone }
        let all = CallSlots.Free(at, plan, TimeZoneInfo.FindSystemTimeZoneById(zone), new HashSet<DateTimeOffset>()).Take(401).ToList()
        select new Situation(zone, at, plan, calls, skipped.Select(index => all[index]).ToHashSet());

    /// <summary>By what a slot must be, and not by how it is found: at rest is nobody, no hour has more than its calls, and nothing free is passed over.</summary>
    [Fact]
    public void Is_made_in_a_free_moment_of_an_hour_that_has_one_left_and_of_no_rest() => Sequences.Each(AnySituation, at =>
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById(at.Zone);
        var slots = CallSlots.Free(at.From, at.Plan, zone, at.Taken).Take(at.Calls).ToList();

        Assert.Equal(slots.Distinct().Order(), slots);
        Assert.All(slots, slot => Assert.True(slot >= at.From && !at.Taken.Contains(slot)));
        Assert.All(slots, slot => Assert.DoesNotContain(at.Plan.Rest, rest => Within(rest, TimeZoneInfo.ConvertTime(slot, zone).TimeOfDay)));
        Assert.All(slots.GroupBy(slot => slot.UtcDateTime.Date.AddHours(slot.UtcDateTime.Hour)), hour => Assert.InRange(hour.Count(), 1, at.Plan.CallsPerHour));

        // Every second up to the last slot is on no grid, before the start, taken, at rest, or a slot.
        var hours = (int)(slots[^1] - at.From).TotalHours + 1;
        var start = new DateTimeOffset(at.From.UtcDateTime.Date.AddHours(at.From.UtcDateTime.Hour), TimeSpan.Zero);
        var free = Enumerable.Range(0, hours + 1)
            .SelectMany(hour => Enumerable.Range(0, at.Plan.CallsPerHour).Select(call => start.AddHours(hour).AddSeconds(3600 * call / at.Plan.CallsPerHour)))
            .Where(slot => slot >= at.From && slot <= slots[^1] && !at.Taken.Contains(slot))
            .Where(slot => !at.Plan.Rest.Any(rest => Within(rest, TimeZoneInfo.ConvertTime(slot, zone).TimeOfDay)));
        Assert.Equal(free, slots);
    });

    /// <summary>In minutes of a circle, so that midnight is nothing special.</summary>
    private static bool Within(RestHours rest, TimeSpan time)
    {
        var length = (rest.Until.ToTimeSpan() - rest.From.ToTimeSpan() + TimeSpan.FromDays(1)).Ticks % TimeSpan.TicksPerDay;
        return (time - rest.From.ToTimeSpan() + TimeSpan.FromDays(1)).Ticks % TimeSpan.TicksPerDay < length;
    }
}
