using CaseFlow.Clocks;
using FsCheck;
using FsCheck.Fluent;

namespace CaseFlow.Warnings;

/// <summary>Held against an oracle that looks at every single day of the past.</summary>
public sealed class AnyBaseline
{
    /// <summary>What is asked of a past.</summary>
    private sealed record Asked(BaselineTerms Terms, DateOnly Day, DateOnly Since, IReadOnlyDictionary<DateOnly, int> Counts, IReadOnlySet<DateOnly> Special)
    {
        /// <summary>A special day is off where its weekday works, and made up where it does not.</summary>
        public DayKind KindOf(DateOnly day) => (day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday, Special.Contains(day)) switch
        {
            (true, true) => DayKind.MadeUp,
            (true, false) => DayKind.Rest,
            (false, true) => DayKind.Holiday,
            (false, false) => DayKind.Working,
        };

        public Expectation? Told => WarningBaseline.Of(Terms, Day, Since, Counts, KindOf);

        public override string ToString() => $"{Terms} on {Day:O} since {Since:O}, special {string.Join(' ', Special.Order().Select(one => $"{one:MMdd}"))}: {string.Join(' ', Counts.OrderBy(one => one.Key).Select(one => $"{one.Key:MMdd}={one.Value}"))}";
    }

    [Fact]
    public void Expects_what_the_oracle_expects() => Sequences.Each(AnyAsked, asked =>
    {
        var (told, oracle) = (asked.Told, Oracle(asked));
        Assert.Equal(oracle, told?.Expected);
        if (told is not null) Assert.True(told.Spread >= 1 && Math.Abs((told.Spread * told.Spread) - Math.Max(1, told.Expected)) <= 0.02m * told.Spread, $"{told.Spread} of {told.Expected}");
    });

    [Fact]
    public void Is_not_moved_by_one_day_on_which_something_happened() => Sequences.Each(AnyAsked, asked =>
    {
        // Of five days or more that count alike, one that counts ten times as many is not the middle one.
        var even = asked with { Since = asked.Day.AddDays(-7 * asked.Terms.Weeks), Counts = Days(asked).ToDictionary(day => day, day => IsEnd(asked, day) ? 30 : 10) };
        var usual = Like(even, even.Day);
        if (usual.Count < 5) return;
        var upset = even with { Counts = even.Counts.ToDictionary(one => one.Key, one => one.Key == usual[0] ? 100 : one.Value) };
        Assert.Equal(even.Told!.Expected, upset.Told!.Expected);
    });

    [Fact]
    public void Warns_of_three_times_a_usual_day_on_any_day_but_at_a_months_end() => Sequences.Each(AnyAsked, asked =>
    {
        var rule = WarningSamples.Unusual with { Baseline = asked.Terms with { MonthEndDays = Math.Max(1, asked.Terms.MonthEndDays), MonthEndFactor = 3 } };
        var even = asked with { Terms = rule.Baseline, Since = asked.Day.AddDays(-7 * asked.Terms.Weeks) };
        even = even with { Counts = Days(even).ToDictionary(day => day, day => IsEnd(even, day) ? 60 : 20) };
        if (even.Told is not { } usual) return;
        Assert.Equal(!IsEnd(even, even.Day), WarningReckoning.Of(rule, 60, usual) is not null);
    });

    [Fact]
    public void Tells_the_month_end_factor_from_months_that_ended()
    {
        var terms = new BaselineTerms(26, 1, 3);
        var since = new DateOnly(2011, 1, 1);
        var counts = Enumerable.Range(0, 180).Select(since.AddDays).ToDictionary(day => day, day => day.AddDays(1).Day == 1 ? 40 : 10);
        var told = WarningBaseline.Of(terms, new(2011, 6, 30), since, counts, Ordinary)!;
        Assert.Equal(40, told.Expected);
        Assert.Equal(5, told.Steps.Count(step => step.Term == WhyTerm.MonthEnd));
        Assert.Contains(told.Steps, step => step is { Term: WhyTerm.LearntFactor, Value: 4 });
    }

    [Fact]
    public void Tells_nothing_of_less_than_three_weeks() =>
        Assert.Null(WarningBaseline.Of(new(8, 1, 3), new(2011, 6, 27), new(2011, 6, 7), new Dictionary<DateOnly, int>(), Ordinary));

    /// <summary>The holiday of the Dragon Boat Festival on Thursday 18 June 2026, made up on Sunday 21: forty come in on a working day, eight on one of rest.</summary>
    [Fact]
    public void A_holiday_is_measured_by_days_of_rest_and_a_day_that_is_made_up_by_working_days()
    {
        var (holiday, madeUp) = (new DateOnly(2026, 6, 18), new DateOnly(2026, 6, 21));
        DayKind KindOf(DateOnly day) => day == holiday ? DayKind.Holiday : day == madeUp ? DayKind.MadeUp : Ordinary(day);
        var counts = Enumerable.Range(1, 90).Select(back => new DateOnly(2026, 7, 10).AddDays(-back)).ToDictionary(day => day, day => KindOf(day) is DayKind.Working or DayKind.MadeUp ? 40 : 8);
        var (terms, since) = (new BaselineTerms(8, 1, 3), new DateOnly(2026, 4, 1));
        var off = WarningBaseline.Of(terms, holiday, since, counts, KindOf)!;
        Assert.Equal((8, new WhyStep(WhyTerm.IsHoliday, off.Steps.Count(step => step.Term == WhyTerm.DayOff), holiday)), (off.Expected, off.Steps[0]));
        Assert.Equal((40, WhyTerm.IsMadeUp), (WarningBaseline.Of(terms, madeUp, since, counts, KindOf)!.Expected, WarningBaseline.Of(terms, madeUp, since, counts, KindOf)!.Steps[0].Term));
        // The Thursdays and Sundays after it are measured by those before, without the two.
        Assert.Equal(40, WarningBaseline.Of(terms, holiday.AddDays(7), since, counts, KindOf)!.Expected);
        Assert.DoesNotContain(WarningBaseline.Of(terms, holiday.AddDays(7), since, counts, KindOf)!.Steps, step => step.Day == holiday);
        Assert.DoesNotContain(WarningBaseline.Of(terms, madeUp.AddDays(7), since, counts, KindOf)!.Steps, step => step.Day == madeUp);
    }

    [Fact]
    public void The_sample_gets_about()
    {
        var asked = Gen.Sample(AnyAsked, 500, new Rnd(2011), size: 20).ToList();
        Assert.Contains(asked, one => Oracle(one) is null);
        Assert.Contains(asked, one => IsEnd(one, one.Day) && Oracle(one) > 0 && Ends(one) >= 2);
        Assert.Contains(asked, one => IsEnd(one, one.Day) && Oracle(one) > 0 && Ends(one) < 2);
        Assert.Contains(asked, one => !IsEnd(one, one.Day) && Oracle(one) > 0);
        Assert.Contains(asked, one => one.KindOf(one.Day) == DayKind.Holiday && Oracle(one) > 0);
        Assert.Contains(asked, one => one.KindOf(one.Day) == DayKind.MadeUp && Oracle(one) > 0);
    }

    private static int Ends(Asked asked) => Days(asked).Count(day => IsEnd(asked, day));

    private static decimal? Oracle(Asked asked)
    {
        var usual = Like(asked, asked.Day);
        if (usual.Count < 3) return null;
        var level = Middle(usual.Select(day => (decimal)asked.Counts.GetValueOrDefault(day)));
        if (!IsEnd(asked, asked.Day)) return level;
        var ratios = new List<decimal>();
        foreach (var end in Days(asked).Where(day => IsEnd(asked, day)))
        {
            var same = Like(asked, end);
            if (same.Count >= 3 && Middle(same.Select(day => (decimal)asked.Counts.GetValueOrDefault(day))) is > 0 and var at) ratios.Add(Math.Round(asked.Counts.GetValueOrDefault(end) / at, 2));
        }

        return Math.Round(level * (ratios.Count < 2 ? asked.Terms.MonthEndFactor : Math.Max(1, Middle(ratios))), 2);
    }

    /// <summary>Every day that is looked back at.</summary>
    private static IEnumerable<DateOnly> Days(Asked asked) =>
        Enumerable.Range(1, 7 * asked.Terms.Weeks).Select(back => asked.Day.AddDays(-back)).Where(day => day >= asked.Since);

    /// <summary>Looks at every day that is no month's end: holidays count with days off, days that are made up with days of work, any other day with those of its weekday.</summary>
    private static List<DateOnly> Like(Asked asked, DateOnly to)
    {
        bool Works(DateOnly day) => asked.Special.Contains(day) == (day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday);
        return [.. Days(asked).Where(day => !IsEnd(asked, day) && (asked.Special.Contains(to) ? Works(day) == Works(to) : day.DayOfWeek == to.DayOfWeek && !asked.Special.Contains(day)))];
    }

    private static DayKind Ordinary(DateOnly day) => day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday ? DayKind.Rest : DayKind.Working;

    private static bool IsEnd(Asked asked, DateOnly day) => Enumerable.Range(1, asked.Terms.MonthEndDays).Any(more => day.AddDays(more).Day == 1);

    private static decimal Middle(IEnumerable<decimal> values)
    {
        var sorted = values.Order().ToArray();
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }

    private static readonly Gen<Asked> AnyAsked =
        from weeks in Gen.Choose(3, 12)
        from ends in Gen.Choose(0, 3)
        from factor in Gen.Choose(10, 40)
        from isEnd in Gen.Elements(true, false)
        from month in Gen.Choose(0, 30)
        from shift in Gen.Choose(1, 31)
        from known in Gen.Frequency((3, Gen.Choose(80, 100)), (1, Gen.Choose(0, 100)))
        from special in Gen.ArrayOf(Gen.Frequency((9, Gen.Constant(false)), (1, Gen.Constant(true))), 85)
        from counts in Gen.ArrayOf(Gen.Frequency((9, Gen.Choose(0, 30)), (1, Gen.Choose(0, 500))), 84)
        let begin = new DateOnly(2010, 1, 1).AddMonths(month)
        let day = isEnd ? begin.AddDays(-1) : begin.AddDays(shift - 1)
        select new Asked(
            new(weeks, ends, factor / 10m), day, day.AddDays(-known * weeks * 7 / 100),
            counts.Select((count, index) => (Day: day.AddDays(-1 - index), count)).ToDictionary(one => one.Day, one => one.count),
            special.Index().Where(one => one.Item).Select(one => day.AddDays(-one.Index)).ToHashSet());
}
