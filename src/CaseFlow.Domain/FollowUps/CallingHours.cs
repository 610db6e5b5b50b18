namespace CaseFlow.FollowUps;

/// <summary>When customers may be called: a span of the day in a named zone.</summary>
public static class CallingHours
{
    /// <summary>Whether a call may be made at <paramref name="at"/>.</summary>
    public static bool Allow(DateTimeOffset at, CallbackTerms terms, TimeZoneInfo zone)
    {
        ArgumentNullException.ThrowIfNull(terms);
        var time = TimeOnly.FromTimeSpan(TimeZoneInfo.ConvertTime(at, zone).TimeOfDay);
        return time >= terms.From && time < terms.Until;
    }

    /// <summary>The first moment from <paramref name="at"/> on at which a call may be made.</summary>
    /// <remarks>
    /// Where the clocks skip the opening, the day opens at the first moment that exists; where they skip all the hours, it does not open.
    /// Where the clocks show the opening twice, it opens the first time. Hours that have ended do not begin again when the clocks go back.
    /// </remarks>
    public static DateTimeOffset Next(DateTimeOffset at, CallbackTerms terms, TimeZoneInfo zone)
    {
        ArgumentNullException.ThrowIfNull(terms);
        ArgumentNullException.ThrowIfNull(zone);
        if (Allow(at, terms, zone)) return at;
        for (var day = TimeZoneInfo.ConvertTime(at, zone).Date; ; day = day.AddDays(1))
        {
            foreach (var opening in Openings(day + terms.From.ToTimeSpan(), zone))
            {
                if (opening >= at && Allow(opening, terms, zone)) return opening;
            }
        }
    }

    private static IEnumerable<DateTimeOffset> Openings(DateTime clock, TimeZoneInfo zone)
    {
        while (zone.IsInvalidTime(clock)) clock = clock.AddMinutes(1);
        return zone.IsAmbiguousTime(clock)
            ? zone.GetAmbiguousTimeOffsets(clock).Select(offset => new DateTimeOffset(clock, offset)).Order()
            : [new DateTimeOffset(clock, zone.GetUtcOffset(clock))];
    }
}
