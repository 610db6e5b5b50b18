using NodaTime;

namespace CaseFlow.Server.Platform.Reading;

/// <summary>The named zone in which months begin and end.</summary>
/// <param name="Id">IANA, for example <c>Asia/Shanghai</c>.</param>
public sealed record ReportingZone(string Id)
{
    private readonly DateTimeZone zone = DateTimeZoneProviders.Tzdb[Id];

    /// <summary>Where the operator is; all of China keeps one time.</summary>
    public static readonly ReportingZone Operator = new("Asia/Shanghai");

    /// <summary>The first day of the month that a moment falls in.</summary>
    public DateOnly MonthOf(DateTimeOffset at)
    {
        var date = Instant.FromDateTimeOffset(at).InZone(zone).Date;
        return new(date.Year, date.Month, 1);
    }

    /// <summary>The hour that a moment falls in by the zone's clocks, as the number of hours since the first day of the calendar.</summary>
    public long HourOf(DateTimeOffset at)
    {
        var local = Instant.FromDateTimeOffset(at).InZone(zone).LocalDateTime;
        return (new DateOnly(local.Year, local.Month, local.Day).DayNumber * 24L) + local.Hour;
    }

    /// <summary>The moment at which an hour of that number begins; where the zone's clocks skip it, that at which they go on.</summary>
    public DateTimeOffset Begin(long hour)
    {
        var day = DateOnly.FromDayNumber((int)(hour / 24));
        return zone.AtLeniently(new(day.Year, day.Month, day.Day, (int)(hour % 24), 0)).ToDateTimeOffset();
    }

    /// <summary>The moment at which a month begins, in UTC.</summary>
    public DateTimeOffset Begin(DateOnly month) =>
        zone.AtStartOfDay(new(month.Year, month.Month, month.Day)).ToInstant().ToDateTimeOffset();

    /// <summary>When a day begins, and its last microsecond, which is as exact as times are recorded.</summary>
    public (DateTimeOffset Begin, DateTimeOffset End) Of(DateOnly day)
    {
        var date = LocalDate.FromDateOnly(day);
        return (date.AtStartOfDayInZone(zone).ToDateTimeOffset(), date.PlusDays(1).AtStartOfDayInZone(zone).ToDateTimeOffset().AddMicroseconds(-1));
    }

    /// <summary>Statements that create a table whose rows know months; another zone makes other statements, and so rebuilds the rows.</summary>
    public string Create(string table, string sql) => $"{sql.TrimEnd()}\ncomment on table {table} is 'months in {Id}'";
}
