namespace CaseFlow.Server.Platform.Demo;

/// <summary>Moments of office hours before another moment, so that whatever the demo tells happened while people work, whenever it is loaded.</summary>
public sealed class OfficeHours(TimeZoneInfo zone)
{
    private static readonly TimeSpan From = TimeSpan.FromHours(9);
    private static readonly TimeSpan Until = TimeSpan.FromHours(18);

    /// <summary>The moment that lies so much working time before <paramref name="moment"/>; never after it.</summary>
    public DateTimeOffset Before(DateTimeOffset moment, TimeSpan worked)
    {
        var local = TimeZoneInfo.ConvertTime(moment, zone).DateTime;
        var at = local.AddTicks(-(local.Ticks % TimeSpan.TicksPerMinute));
        if (IsFree(at) || at.TimeOfDay < From) at = EndOfDayBefore(at);
        else if (at.TimeOfDay > Until) at = at.Date + Until;
        while (worked > at.TimeOfDay - From)
        {
            worked -= at.TimeOfDay - From;
            at = EndOfDayBefore(at);
        }

        at -= worked;
        return new(at, zone.GetUtcOffset(at));
    }

    /// <remarks>Public holidays are worked through here: the calendar of swapped days comes with the clocks of the cases.</remarks>
    private static DateTime EndOfDayBefore(DateTime at)
    {
        var day = at.Date.AddDays(-1);
        while (IsFree(day)) day = day.AddDays(-1);
        return day + Until;
    }

    private static bool IsFree(DateTime at) => at.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday;
}
