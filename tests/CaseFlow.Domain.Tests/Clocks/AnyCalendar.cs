using System.Diagnostics;
using FsCheck;
using FsCheck.Fluent;

namespace CaseFlow.Clocks;

/// <summary>Held against an oracle that looks at every single minute, by the zone's own clocks.</summary>
public sealed class AnyCalendar
{
    private const int Calendars = 1_500;
    private const int MinutesLookedAt = 4 * 1_440;

    /// <summary>What is asked of a calendar: of its versions, from a moment on.</summary>
    private sealed record Asked(CalendarPublished[] Versions, DateTimeOffset From, int Minutes, int Work)
    {
        public WorkTime Time => Clocks.Calendars.TimeOf(Versions);

        public override string ToString() => $"from {From:O} {Minutes} min, {Work} min of work, {Versions[0].Terms.Zone}: " + string.Join(" | ", Versions.Select(version =>
            $"from {version.ValidFrom:O} {string.Join("; ", version.Terms.Week.Select(day => $"{day.Day} {Said(day.Periods)}"))}; {string.Join("; ", version.Terms.Days.Select(day => $"{day.Date:O} {Said(day.Periods)}"))}"));

        private static string Said(IReadOnlyList<WorkPeriod> periods) => string.Join(' ', periods.Select(period => $"{period.From:HH:mm}-{period.Until:HH:mm}"));
    }

    [Fact]
    public void Has_between_two_moments_the_working_minutes_that_the_oracle_counts() => Each(AnyAsked, asked =>
        Assert.Equal(Oracle(asked).Take(asked.Minutes).Count(isWorked => isWorked), asked.Time.Between(asked.From, asked.From.AddMinutes(asked.Minutes)).TotalMinutes));

    [Fact]
    public void Has_used_up_so_much_working_time_when_the_oracle_has_counted_it() => Each(AnyAsked, asked =>
    {
        var (minute, left) = (0, asked.Work);
        foreach (var isWorked in Oracle(asked).TakeWhile(_ => left > 0))
        {
            minute++;
            if (isWorked) left--;
        }

        var after = asked.Time.After(asked.From, TimeSpan.FromMinutes(asked.Work));
        if (left == 0) Assert.Equal(asked.From.AddMinutes(minute), after);
        else Assert.True(after > asked.From.AddMinutes(MinutesLookedAt), $"{after:O}");
    });

    [Fact]
    public void Counts_back_what_it_has_added() => Each(AnyAsked, asked =>
    {
        var work = TimeSpan.FromMinutes(asked.Work * 37);
        var after = asked.Time.After(asked.From, work);
        if (after == DateTimeOffset.MaxValue)
        {
            // Two minutes of work a week last longer than calendars are laid out.
            Assert.True(asked.Time.Between(asked.From, after) < work);
            return;
        }

        Assert.Equal(work, asked.Time.Between(asked.From, after));
        Assert.Equal(work, asked.Time.Spans(asked.From, after).Aggregate(TimeSpan.Zero, (sum, span) => sum + (span.Until - span.From)));
        Assert.True(work == TimeSpan.Zero || asked.Time.Between(asked.From, after.AddTicks(-1)) < work);
    });

    [Fact]
    public void Adds_in_two_parts_what_it_adds_in_one() => Each(AnyAsked, asked =>
    {
        var (one, other) = (TimeSpan.FromMinutes(asked.Work), TimeSpan.FromMinutes(asked.Minutes));
        Assert.Equal(asked.Time.After(asked.From, one + other), asked.Time.After(asked.Time.After(asked.From, one), other));
    });

    [Fact]
    public void Meets_all_that_makes_calendars_hard()
    {
        var asked = Gen.Sample(AnyAsked, Calendars, new Rnd(2011), size: 20).ToList();
        Assert.Contains(asked, one => Crosses(one, +1));
        Assert.Contains(asked, one => Crosses(one, -1));
        Assert.Contains(asked, one => one.Versions[0].Terms.Days.Any(day => day.Periods.Count == 0));
        Assert.Contains(asked, one => one.Versions[0].Terms.Days.Any(day => day.Periods.Count > 0 && one.Versions[0].Terms.Week.Any(week => week.Day == day.Date.DayOfWeek && week.Periods.Count == 0)));
        Assert.Contains(asked, one => one.Versions[0].Terms.Week.Any(day => day.Periods.Count > 2));
        Assert.Contains(asked, one => one.Versions.Length > 1);

        static bool Crosses(Asked one, int direction)
        {
            var zone = TimeZoneInfo.FindSystemTimeZoneById(one.Versions[0].Terms.Zone);
            return Math.Sign((zone.GetUtcOffset(one.From.AddMinutes(one.Minutes)) - zone.GetUtcOffset(one.From)).Ticks) == direction;
        }
    }

    [Fact]
    public void Is_asked_a_year_ahead_in_microseconds()
    {
        var time = Clocks.Calendars.TimeOf(Clocks.Calendars.DeskPublished);
        var from = new DateTimeOffset(2010, 3, 1, 9, 0, 0, TimeSpan.FromHours(8));
        var year = time.Between(from, from.AddYears(1));
        Assert.True(year > TimeSpan.FromDays(70) && time.After(from, year) <= from.AddYears(1), $"{year}");
        var best = double.MaxValue;
        for (var round = 0; round < 20; round++)
        {
            var watch = Stopwatch.StartNew();
            for (var i = 0; i < 1_000; i++) time.After(from.AddMinutes(i), year);
            best = Math.Min(best, watch.Elapsed.TotalMicroseconds / 1_000);
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"{best:0.000} microseconds for a due time a year ahead");
        // A busy machine makes it slower, not by two orders of magnitude.
        Assert.True(best < 100, $"{best} microseconds");
    }

    /// <summary>Every minute from the start on: whether the zone's clocks show a time that the day's periods have.</summary>
    private static IEnumerable<bool> Oracle(Asked asked)
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById(asked.Versions[0].Terms.Zone);
        for (var minute = 0; minute < MinutesLookedAt; minute++)
        {
            var local = TimeZoneInfo.ConvertTime(asked.From.AddMinutes(minute), zone).DateTime;
            var (date, now) = (DateOnly.FromDateTime(local), (local.Hour * 60) + local.Minute);
            var ruling = asked.Versions.LastOrDefault(version => version.ValidFrom <= date) ?? asked.Versions[0];
            var periods = ruling.Terms.Days.SingleOrDefault(day => day.Date == date)?.Periods ?? ruling.Terms.Week.SingleOrDefault(day => day.Day == date.DayOfWeek)?.Periods ?? [];
            yield return periods.Any(period => now >= MinuteOf(period.From) && (period.Until == TimeOnly.MinValue || now < MinuteOf(period.Until)));
        }

        static int MinuteOf(TimeOnly time) => (time.Hour * 60) + time.Minute;
    }

    private static void Each(Gen<Asked> asked, Action<Asked> holds) =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(Calendars).WithQuietOnSuccess(true), Prop.ForAll(Arb.From(asked), holds));

    private static readonly Gen<IReadOnlyList<WorkPeriod>> AnyPeriods =
        from count in Gen.Choose(0, 4)
        from cuts in Gen.ArrayOf(Gen.Choose(0, 1_440), count * 2)
        let edges = cuts.Distinct().Order().ToArray()
        select (IReadOnlyList<WorkPeriod>)[.. edges.Chunk(2).Where(pair => pair.Length == 2).Select(pair => new WorkPeriod(TimeAt(pair[0]), TimeAt(pair[1])))];

    /// <summary>Moments around which clocks are put forward or back, holidays cluster, or a year ends.</summary>
    private static readonly (string Zone, DateOnly Day)[] Hard =
    [
        ("Asia/Shanghai", new(2011, 1, 30)), ("Asia/Shanghai", new(2010, 12, 31)), ("Asia/Shanghai", new(1986, 5, 4)), ("Asia/Shanghai", new(1991, 9, 15)),
        ("Europe/Berlin", new(2011, 3, 27)), ("Europe/Berlin", new(2011, 10, 30)), ("Europe/Berlin", new(2011, 12, 31)),
        ("America/New_York", new(2011, 3, 13)), ("America/New_York", new(2011, 11, 6)), ("America/New_York", new(2012, 2, 29)),
    ];

    private static readonly Gen<Asked> AnyAsked =
        from place in Gen.Elements(Hard)
        from shift in Gen.Frequency((3, Gen.Choose(-2, 1)), (1, Gen.Choose(-200, 200)))
        let first = place.Day.AddDays(shift)
        from start in Gen.Choose(0, 1_439)
        from week in Gen.ArrayOf(AnyPeriods, 7)
        from dates in Gen.ArrayOf(Gen.Choose(-1, 5), 4)
        from special in Gen.ArrayOf(AnyPeriods, 4)
        from later in AnyPeriods
        from hasTwo in Gen.Elements(true, false)
        from change in Gen.Choose(0, 4)
        from minutes in Gen.Choose(0, MinutesLookedAt)
        from work in Gen.Choose(0, 2_400)
        let terms = new CalendarTerms
        {
            Zone = place.Zone,
            Week = [.. week.Select((periods, day) => new WorkWeekday((DayOfWeek)day, day == (int)DayOfWeek.Wednesday && periods.Count == 0 ? Clocks.Calendars.OfficeHours : periods))],
            Days = [.. dates.Distinct().Select((day, index) => new SpecialDay(first.AddDays(day), special[index], "日", "Day"))],
            Sources = [],
        }
        let second = terms with { Week = [.. terms.Week.Select(day => day.Day == DayOfWeek.Wednesday ? day : day with { Periods = later })], Days = [] }
        select new Asked(
            hasTwo ? [Clocks.Calendars.Published(terms), Clocks.Calendars.Published(second, version: 2, @from: first.AddDays(change))] : [Clocks.Calendars.Published(terms)],
            new DateTimeOffset(first.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero).AddMinutes(start),
            minutes,
            work);

    private static TimeOnly TimeAt(int minute) => minute == 1_440 ? TimeOnly.MinValue : new(minute / 60, minute % 60);
}
