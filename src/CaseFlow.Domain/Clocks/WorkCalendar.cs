using System.Collections.Immutable;
using System.Diagnostics;

namespace CaseFlow.Clocks;

/// <summary>A fact about the calendars of working time.</summary>
public abstract record CalendarEvent;

/// <summary>A span of a day in which work is done, by the clocks of the calendar's zone.</summary>
/// <param name="From">Its first moment.</param>
/// <param name="Until">The first moment after it; 00:00 is the midnight at which the day ends.</param>
public sealed record WorkPeriod(TimeOnly From, TimeOnly Until)
{
    /// <summary>From midnight to midnight.</summary>
    public static readonly WorkPeriod AllDay = new(TimeOnly.MinValue, TimeOnly.MinValue);

    /// <summary>From midnight to its end.</summary>
    internal TimeSpan End => Until == TimeOnly.MinValue ? TimeSpan.FromDays(1) : Until.ToTimeSpan();
}

/// <summary>When work is done on a day of the week; without periods it is a day of rest.</summary>
public sealed record WorkWeekday(DayOfWeek Day, IReadOnlyList<WorkPeriod> Periods);

/// <summary>A day that is not like its weekday: without periods a holiday, with them a day on which work is made up (调休), or a short one.</summary>
/// <param name="Date">The day.</param>
/// <param name="Periods">When work is done.</param>
/// <param name="Zh">What it is, in Chinese.</param>
/// <param name="En">What it is, in English.</param>
public sealed record SpecialDay(DateOnly Date, IReadOnlyList<WorkPeriod> Periods, string Zh, string En);

/// <summary>Which time is working time.</summary>
public sealed record CalendarTerms
{
    /// <summary>IANA zone in which the periods count, for example <c>Asia/Shanghai</c>.</summary>
    public required string Zone { get; init; }

    /// <summary>The ordinary week; a day that is left out is one of rest.</summary>
    public required IReadOnlyList<WorkWeekday> Week { get; init; }

    /// <summary>Holidays and make-up days.</summary>
    public required IReadOnlyList<SpecialDay> Days { get; init; }

    /// <summary>Where the special days were announced.</summary>
    public required IReadOnlyList<string> Sources { get; init; }
}

/// <summary>What becomes of clocks that run when new rules are published.</summary>
public enum RuleChange
{
    /// <summary>They keep the rules that they started under.</summary>
    FrozenAtStart,

    /// <summary>They go on under the new rules; the time that they used stays used.</summary>
    Replanned,
}

/// <summary>A calendar came into force in a new version, for the days from its validity on.</summary>
public sealed record CalendarPublished : CalendarEvent
{
    /// <summary>For example <c>desk</c>.</summary>
    public required string Calendar { get; init; }

    /// <summary>The province or city that has this calendar of its own, for example <c>cn-js.nanjing</c>; everywhere else when null.</summary>
    public string? Place { get; init; }

    /// <summary>From 1, without gaps, for each calendar and place.</summary>
    public required int Version { get; init; }

    /// <summary>The first day that it rules; earlier days stay under the versions before.</summary>
    public required DateOnly ValidFrom { get; init; }
    public required CalendarTerms Terms { get; init; }
    public required RuleChange Running { get; init; }
    public required string Reason { get; init; }
}

/// <summary>Which calendar: its name, and the place that has one of its own.</summary>
public sealed record CalendarId(string Calendar, string? Place);

/// <summary>The calendars in force, each in its latest version.</summary>
public sealed record WorkCalendars(ImmutableDictionary<CalendarId, CalendarPublished> Latest)
{
    public static readonly WorkCalendars None = new(ImmutableDictionary<CalendarId, CalendarPublished>.Empty);

    public static WorkCalendars Evolve(WorkCalendars calendars, CalendarEvent @event)
    {
        ArgumentNullException.ThrowIfNull(calendars);
        return @event switch
        {
            CalendarPublished e => new(calendars.Latest.SetItem(new(e.Calendar, e.Place), e)),
            _ => throw new UnreachableException(@event?.GetType().Name),
        };
    }
}

/// <summary>Publish a calendar, or its next version, which is given by the decision.</summary>
public sealed record PublishCalendar
{
    public required string Calendar { get; init; }
    public string? Place { get; init; }
    public required DateOnly ValidFrom { get; init; }
    public required CalendarTerms Terms { get; init; }
    public required RuleChange Running { get; init; }
    public required string Reason { get; init; }
}

/// <summary>What may be done with calendars.</summary>
public static class CalendarDecisions
{
    public static Decision<CalendarEvent> Publish(WorkCalendars calendars, PublishCalendar command)
    {
        ArgumentNullException.ThrowIfNull(calendars);
        ArgumentNullException.ThrowIfNull(command);
        var terms = command.Terms;
        var latest = calendars.Latest.GetValueOrDefault(new(command.Calendar, command.Place));
        return command switch
        {
            _ when terms.Week.All(day => day.Periods.Count == 0) => CalendarRefusals.WeekEmpty,
            _ when Twice(terms) is { } twice => CalendarRefusals.DayTwice.At(twice),
            _ when Unordered(terms) is { } unordered => CalendarRefusals.PeriodsUnfit.At(unordered),
            _ when latest is not null && latest.ValidFrom == command.ValidFrom && Same(latest.Terms, terms) => Decision.Nothing,
            _ => new CalendarPublished
            {
                Calendar = command.Calendar,
                Place = command.Place,
                Version = (latest?.Version ?? 0) + 1,
                ValidFrom = command.ValidFrom,
                Terms = terms,
                Running = command.Running,
                Reason = command.Reason,
            },
        };
    }

    /// <summary>The day that stands there a second time; null when none does.</summary>
    private static string? Twice(CalendarTerms terms) =>
        Second(terms.Week.Select(day => day.Day)) is { } weekday ? $"week[{weekday}].day" : Second(terms.Days.Select(day => day.Date)) is { } special ? $"days[{special}].date" : null;

    private static int? Second<T>(IEnumerable<T> days)
        where T : struct
    {
        var met = new HashSet<T>();
        return days.Select((day, at) => (New: met.Add(day), At: (int?)at)).FirstOrDefault(one => !one.New).At;
    }

    /// <summary>The first periods that are not in order; null when all are.</summary>
    private static string? Unordered(CalendarTerms terms) =>
        terms.Week.Select((day, at) => (day.Periods, Field: $"week[{at}].periods")).Concat(terms.Days.Select((day, at) => (day.Periods, Field: $"days[{at}].periods"))).FirstOrDefault(one => !AreInOrder(one.Periods)).Field;

    private static bool AreInOrder(IReadOnlyList<WorkPeriod> periods)
    {
        var end = TimeSpan.Zero;
        foreach (var period in periods)
        {
            if (period.From.ToTimeSpan() < end || period.End <= period.From.ToTimeSpan()) return false;
            end = period.End;
        }

        return true;
    }

    private static bool Same(CalendarTerms one, CalendarTerms other) =>
        one.Zone == other.Zone
        && one.Week.Select(Said).SequenceEqual(other.Week.Select(Said))
        && one.Days.Select(Said).SequenceEqual(other.Days.Select(Said))
        && one.Sources.SequenceEqual(other.Sources);

    private static (DayOfWeek Day, string Periods) Said(WorkWeekday day) => (day.Day, string.Join(' ', day.Periods));

    private static (DateOnly Date, string Zh, string En, string Periods) Said(SpecialDay day) => (day.Date, day.Zh, day.En, string.Join(' ', day.Periods));
}

/// <summary>Why a calendar is not published.</summary>
public static class CalendarRefusals
{
    public static readonly Refusal WeekEmpty = new("calendar-week-empty", "A calendar needs at least one day of the week with working time.") { Field = "week" };
    public static readonly Refusal DayTwice = new("calendar-day-twice", "Each day of the week, and each special day, stands in the calendar once.");
    public static readonly Refusal PeriodsUnfit = new("calendar-periods-unfit", "The periods of a day begin before they end, stand in order and do not overlap; one over midnight is two.");
}
