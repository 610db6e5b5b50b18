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
    /// <remarks>A day on which the clocks skip the opening time opens at the first moment that exists.</remarks>
    public static DateTimeOffset Next(DateTimeOffset at, CallbackTerms terms, TimeZoneInfo zone)
    {
        ArgumentNullException.ThrowIfNull(terms);
        ArgumentNullException.ThrowIfNull(zone);
        if (Allow(at, terms, zone)) return at;
        var local = TimeZoneInfo.ConvertTime(at, zone);
        var day = TimeOnly.FromTimeSpan(local.TimeOfDay) < terms.From ? local.Date : local.Date.AddDays(1);
        var opening = day + terms.From.ToTimeSpan();
        while (zone.IsInvalidTime(opening)) opening = opening.AddMinutes(1);
        return new DateTimeOffset(opening, zone.GetUtcOffset(opening));
    }
}
