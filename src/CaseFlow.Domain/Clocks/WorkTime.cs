namespace CaseFlow.Clocks;

/// <summary>A day as a calendar has it.</summary>
/// <param name="Date">The day.</param>
/// <param name="Periods">When work is done.</param>
/// <param name="Special">What makes it unlike its weekday; null for an ordinary one.</param>
/// <param name="Version">The version of the calendar that rules it.</param>
/// <param name="Kind">What kind of day it is.</param>
public sealed record WorkDay(DateOnly Date, IReadOnlyList<WorkPeriod> Periods, SpecialDay? Special, int Version, DayKind Kind);

/// <summary>What kind of day a calendar makes of one.</summary>
public enum DayKind
{
    /// <summary>Work is done as on its weekday, perhaps for fewer hours.</summary>
    Working,

    /// <summary>Work is done although its weekday is one of rest (调休).</summary>
    MadeUp,

    /// <summary>Its weekday is one of rest.</summary>
    Rest,

    /// <summary>It was announced to be off.</summary>
    Holiday,
}

/// <summary>
/// Arithmetic on working time: how much of it lies between two moments, and when so much of it has gone by. Of a calendar as it was
/// known at one version, with each day under the version that rules it.
/// </summary>
/// <remarks>
/// A period stands for the moments at which the zone's clocks show it. Where they go back over it, it is worked twice; where they skip it, not
/// at all. Each year is laid out once as sorted spans with the time before each, so that a question is two searches. That a year may be
/// laid out twice when two ask at once does no harm: both come to the same, and a reference is written whole.
/// </remarks>
public sealed class WorkTime
{
    private const int FirstYear = 1950, LastYear = 2149;
    private readonly CalendarPublished[] versions;
    private readonly TimeZoneInfo zone;
    private readonly Dictionary<DateOnly, SpecialDay>[] special;
    private readonly WorkYear?[] years = new WorkYear?[LastYear - FirstYear + 1];

    /// <summary>A calendar up to a version.</summary>
    /// <param name="versions">Its versions in order; the last one is the version that is known.</param>
    /// <param name="zone">The zone that it names.</param>
    public WorkTime(IReadOnlyList<CalendarPublished> versions, TimeZoneInfo zone)
    {
        ArgumentNullException.ThrowIfNull(versions);
        (this.versions, this.zone) = ([.. versions], zone);
        special = [.. versions.Select(version => version.Terms.Days.ToDictionary(day => day.Date))];
    }

    /// <summary>The version that is known; null of time around the clock.</summary>
    public CalendarPublished? Calendar => versions.Length == 0 ? null : versions[^1];

    /// <summary>The zone of its days.</summary>
    public TimeZoneInfo Zone => zone;

    /// <summary>Around the clock, without a calendar.</summary>
    public static readonly WorkTime Natural = new([], TimeZoneInfo.Utc);

    /// <summary>How the calendar has a day.</summary>
    public WorkDay Day(DateOnly date)
    {
        if (versions.Length == 0) return new(date, [WorkPeriod.AllDay], null, 0, DayKind.Working);
        var ruling = versions.Length - 1;
        while (ruling > 0 && versions[ruling].ValidFrom > date) ruling--;
        var terms = versions[ruling].Terms;
        var ordinary = terms.Week.FirstOrDefault(one => one.Day == date.DayOfWeek)?.Periods ?? [];
        var usual = ordinary.Count > 0 ? DayKind.Working : DayKind.Rest;
        return special[ruling].TryGetValue(date, out var day)
            ? new(date, day.Periods, day, versions[ruling].Version, day.Periods.Count == 0 ? DayKind.Holiday : usual == DayKind.Rest ? DayKind.MadeUp : DayKind.Working)
            : new(date, ordinary, null, versions[ruling].Version, usual);
    }

    /// <summary>The working time between two moments; none when the second is not later.</summary>
    public TimeSpan Between(DateTimeOffset from, DateTimeOffset to)
    {
        if (to <= from) return TimeSpan.Zero;
        if (versions.Length == 0) return to - from;
        var (begin, end) = (from.UtcTicks, to.UtcTicks);
        var (first, last) = (YearOf(begin), YearOf(end));
        if (first == last) return new(Year(first).Worked(end) - Year(first).Worked(begin));
        var worked = Year(first).Total - Year(first).Worked(begin) + Year(last).Worked(end);
        for (var year = first + 1; year < last; year++) worked += Year(year).Total;
        return new(worked);
    }

    /// <summary>The first moment by which so much working time has gone by since <paramref name="from"/>; the last moment there is when it has not by the end of 2149.</summary>
    public DateTimeOffset After(DateTimeOffset from, TimeSpan work)
    {
        if (work <= TimeSpan.Zero) return from;
        if (versions.Length == 0) return from + work;
        var year = YearOf(from.UtcTicks);
        var left = work.Ticks + Year(year).Worked(from.UtcTicks);
        while (left > Year(year).Total)
        {
            left -= Year(year).Total;
            if (++year > LastYear) return DateTimeOffset.MaxValue;
        }

        return new DateTimeOffset(Year(year).At(left), TimeSpan.Zero).ToOffset(from.Offset);
    }

    /// <summary>The spans of working time between two moments, in order.</summary>
    public IReadOnlyList<(DateTimeOffset From, DateTimeOffset Until)> Spans(DateTimeOffset from, DateTimeOffset to)
    {
        if (to <= from) return [];
        if (versions.Length == 0) return [(from, to)];
        var (first, last) = (YearOf(from.UtcTicks), YearOf(to.UtcTicks));
        return
        [
            .. Enumerable.Range(first, last - first + 1).SelectMany(year => Year(year).Within(from.UtcTicks, to.UtcTicks))
                .Select(span => (new DateTimeOffset(span.From, TimeSpan.Zero), new DateTimeOffset(span.Until, TimeSpan.Zero))),
        ];
    }

    private static int YearOf(long utcTicks) => Math.Clamp(new DateTime(utcTicks).Year, FirstYear, LastYear);

    private WorkYear Year(int year) => years[year - FirstYear] ??= LayOut(year);

    private WorkYear LayOut(int year)
    {
        var (begin, end) = (new DateTime(year, 1, 1, 0, 0, 0, DateTimeKind.Utc), new DateTime(year + 1, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        var offsets = Offsets(begin.AddDays(-2), end.AddDays(2));
        var spans = new List<(long From, long Until)>();
        for (var date = DateOnly.FromDateTime(begin).AddDays(-2); date <= DateOnly.FromDateTime(end).AddDays(2); date = date.AddDays(1))
        {
            var midnight = date.ToDateTime(TimeOnly.MinValue).Ticks;
            foreach (var period in Day(date).Periods)
            {
                foreach (var (since, until, offset) in offsets)
                {
                    var from = Math.Max(Math.Max(midnight + period.From.Ticks - offset, since), begin.Ticks);
                    var to = Math.Min(Math.Min(midnight + period.End.Ticks - offset, until), end.Ticks);
                    if (from < to) spans.Add((from, to));
                }
            }
        }

        return new(spans);
    }

    /// <summary>The stretches in which the zone keeps one offset. Looked for at steps that are shorter than any zone's time between two changes.</summary>
    private List<(long Since, long Until, long Offset)> Offsets(DateTime begin, DateTime end)
    {
        var stretches = new List<(long Since, long Until, long Offset)>();
        var since = begin;
        for (var at = begin; at < end; at = at.AddHours(6))
        {
            var next = at.AddHours(6);
            if (zone.GetUtcOffset(at) == zone.GetUtcOffset(next)) continue;
            var (before, after) = (at, next);
            while (after - before > TimeSpan.FromSeconds(1))
            {
                var middle = new DateTime((before.Ticks + after.Ticks) / 2 / TimeSpan.TicksPerSecond * TimeSpan.TicksPerSecond, DateTimeKind.Utc);
                if (zone.GetUtcOffset(middle) == zone.GetUtcOffset(at)) before = middle;
                else after = middle;
            }

            stretches.Add((since.Ticks, after.Ticks, zone.GetUtcOffset(since).Ticks));
            since = after;
        }

        stretches.Add((since.Ticks, end.Ticks, zone.GetUtcOffset(since).Ticks));
        return stretches;
    }
}

/// <summary>The working time of a year, laid out in UTC.</summary>
internal sealed class WorkYear
{
    private readonly long[] from;
    private readonly long[] until;
    private readonly long[] before;

    /// <summary>Lays spans out, in order and joined where they touch.</summary>
    public WorkYear(List<(long From, long Until)> spans)
    {
        spans.Sort();
        var joined = new List<(long From, long Until)>(spans.Count);
        foreach (var span in spans)
        {
            if (joined.Count > 0 && joined[^1].Until >= span.From) joined[^1] = (joined[^1].From, Math.Max(joined[^1].Until, span.Until));
            else joined.Add(span);
        }

        (from, until, before) = ([.. joined.Select(span => span.From)], [.. joined.Select(span => span.Until)], new long[joined.Count]);
        for (var i = 0; i < joined.Count; i++)
        {
            before[i] = Total;
            Total += until[i] - from[i];
        }
    }

    /// <summary>The working time of the whole year.</summary>
    public long Total { get; }

    /// <summary>The working time of the year up to a moment.</summary>
    public long Worked(long at)
    {
        var place = Array.BinarySearch(from, at);
        var last = place >= 0 ? place : ~place - 1;
        return last < 0 ? 0 : before[last] + Math.Min(at, until[last]) - from[last];
    }

    /// <summary>The first moment by which so much of the year's working time has gone by; more than none, and no more than there is.</summary>
    public long At(long worked)
    {
        var place = Array.BinarySearch(before, worked);
        var span = (place >= 0 ? place : ~place) - 1;
        return from[span] + worked - before[span];
    }

    /// <summary>The spans within two moments.</summary>
    public IEnumerable<(long From, long Until)> Within(long begin, long end) =>
        from.Zip(until, (since, to) => (From: Math.Max(since, begin), Until: Math.Min(to, end))).Where(span => span.From < span.Until);
}
