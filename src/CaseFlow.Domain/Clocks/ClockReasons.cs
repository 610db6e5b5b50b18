namespace CaseFlow.Clocks;

/// <summary>What a step of a clock's derivation tells.</summary>
public enum ClockStepKind
{
    /// <summary>The fact that started it.</summary>
    Started,

    /// <summary>The rules that it came under, at the start or later.</summary>
    RulesApply,

    /// <summary>A day, or a stretch around the clock, of which time was counted.</summary>
    Counted,

    /// <summary>A day without working time: of rest, or a holiday.</summary>
    DayOff,

    /// <summary>A stretch in which it stood still.</summary>
    StoodStill,

    /// <summary>No policy is for the case any more.</summary>
    NoPolicy,

    /// <summary>When the limit is used up.</summary>
    Due,

    /// <summary>What ended it.</summary>
    Ended,
}

/// <summary>A step of a clock's derivation.</summary>
public sealed record ClockStep(ClockStepKind Kind, DateTimeOffset From)
{
    public DateTimeOffset? Until { get; init; }

    /// <summary>The event that it rests on: the case's, or the publication.</summary>
    public long? Position { get; init; }
    public ClockCue? Cue { get; init; }
    public string? Policy { get; init; }
    public int? PolicyVersion { get; init; }
    public int? Limit { get; init; }
    public LimitUnit? Unit { get; init; }
    public ClockRuleSource? Rule { get; init; }
    public string? Calendar { get; init; }

    /// <summary>The version of the calendar: of rules the one that was known, of a day the one that rules it.</summary>
    public int? CalendarVersion { get; init; }
    public string? Zone { get; init; }
    public DateOnly? Day { get; init; }
    public string? DayZh { get; init; }
    public string? DayEn { get; init; }

    /// <summary>The spans of the day that were counted.</summary>
    public IReadOnlyList<ClockSpanCounted>? Spans { get; init; }

    /// <summary>The minutes that the step counts.</summary>
    public decimal? Minutes { get; init; }

    /// <summary>The minutes that are used up after it.</summary>
    public decimal? Used { get; init; }
    public ClockHalt? Halt { get; init; }
    public ClockEnd? End { get; init; }
}

/// <summary>A span that was counted.</summary>
public sealed record ClockSpanCounted(DateTimeOffset From, DateTimeOffset Until);

/// <summary>Why is it due then? The derivation of a due time, step by step, from which anybody can add it up again.</summary>
public static class ClockReasons
{
    /// <summary>No more days than these are told; a clock of years is no list.</summary>
    private const int MostDays = 400;

    /// <summary>The steps of a clock.</summary>
    public static IReadOnlyList<ClockStep> Of(CaseClock clock)
    {
        ArgumentNullException.ThrowIfNull(clock);
        var steps = new List<ClockStep> { new(ClockStepKind.Started, clock.Start.At) { Position = clock.Start.Position, Cue = clock.Start.Cue } };
        var (used, due) = (TimeSpan.Zero, clock.DueAt);
        ClockRule? rule = null;
        for (var i = 0; i < clock.Stretches.Count; i++)
        {
            var stretch = clock.Stretches[i];
            if (stretch.Rule is null) steps.Add(new(ClockStepKind.NoPolicy, stretch.From) { Position = stretch.By });
            else if (!stretch.Rule.IsSameAs(rule)) steps.Add(Rules(stretch, used));
            rule = stretch.Rule;
            // What was counted after the due time does not make it; the last stretch is told up to there.
            var to = i + 1 < clock.Stretches.Count ? clock.Stretches[i + 1].From : stretch.Counts ? due ?? stretch.From : clock.EndedAt;
            if (stretch.Halt is { } halt) steps.Add(new(ClockStepKind.StoodStill, stretch.From) { Until = to, Halt = halt, Position = stretch.By, Used = Minutes(used) });
            else if (stretch.Counts && to is { } end) Count(steps, stretch, end, ref used);
        }

        if (due is { } at) steps.Add(new(ClockStepKind.Due, at) { Used = Minutes(clock.UsedBy(at)) });
        if (clock.End is { } kind)
            steps.Add(new(ClockStepKind.Ended, clock.EndedAt!.Value) { End = kind, Position = clock.EndedBy!.Position, Cue = clock.EndedBy.Cue, Used = Minutes(clock.UsedBy(clock.EndedAt.Value)) });
        return steps;
    }

    private static ClockStep Rules(ClockStretch stretch, TimeSpan used)
    {
        var (policy, calendar) = (stretch.Rule!.Policy, stretch.Rule.Time.Calendar);
        return new(ClockStepKind.RulesApply, stretch.From)
        {
            Position = stretch.By,
            Policy = policy.Policy,
            PolicyVersion = policy.Version,
            Limit = policy.Terms.Limit,
            Unit = policy.Terms.Unit,
            Rule = policy.Terms.Rule,
            Calendar = calendar is null ? null : calendar.Place is { } place ? $"{calendar.Calendar}@{place}" : calendar.Calendar,
            CalendarVersion = calendar?.Version,
            Zone = calendar?.Terms.Zone,
            Used = Minutes(used),
        };
    }

    private static void Count(List<ClockStep> steps, ClockStretch stretch, DateTimeOffset end, ref TimeSpan used)
    {
        var time = stretch.Rule!.Time;
        if (time.Calendar is null)
        {
            used += end - stretch.From;
            steps.Add(new(ClockStepKind.Counted, stretch.From) { Until = end, Minutes = Minutes(end - stretch.From), Used = Minutes(used) });
            return;
        }

        var spans = time.Spans(stretch.From, end).SelectMany(span => ByDay(span, time.Zone)).ToLookup(span => DateOf(span.From, time.Zone));
        var day = DateOf(stretch.From, time.Zone);
        for (var days = 0; day <= DateOf(end, time.Zone) && days < MostDays; (day, days) = (day.AddDays(1), days + 1))
        {
            var (plan, counted) = (time.Day(day), spans[day].ToList());
            var worked = counted.Aggregate(TimeSpan.Zero, (sum, span) => sum + (span.Until - span.From));
            if (counted.Count == 0 && plan.Periods.Count > 0) continue;
            used += worked;
            steps.Add(new(counted.Count == 0 ? ClockStepKind.DayOff : ClockStepKind.Counted, counted.Count == 0 ? stretch.From : counted[0].From)
            {
                Day = day,
                DayZh = plan.Special?.Zh,
                DayEn = plan.Special?.En,
                CalendarVersion = plan.Version,
                Spans = [.. counted.Select(span => new ClockSpanCounted(TimeZoneInfo.ConvertTime(span.From, time.Zone), TimeZoneInfo.ConvertTime(span.Until, time.Zone)))],
                Minutes = Minutes(worked),
                Used = Minutes(used),
            });
        }
    }

    /// <summary>Work around the clock is one span; it is told by days.</summary>
    private static List<(DateTimeOffset From, DateTimeOffset Until)> ByDay((DateTimeOffset From, DateTimeOffset Until) span, TimeZoneInfo zone)
    {
        var days = new List<(DateTimeOffset From, DateTimeOffset Until)>();
        for (var from = span.From; from < span.Until;)
        {
            var local = TimeZoneInfo.ConvertTime(from, zone);
            var midnight = new DateTimeOffset(local.Date.AddDays(1), local.Offset);
            var until = midnight < span.Until ? midnight : span.Until;
            days.Add((from, until));
            from = until;
        }

        return days;
    }

    private static DateOnly DateOf(DateTimeOffset at, TimeZoneInfo zone) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(at, zone).DateTime);

    private static decimal Minutes(TimeSpan span) => decimal.Round((decimal)span.Ticks / TimeSpan.TicksPerMinute, 2);
}
