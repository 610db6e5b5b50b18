using System.Globalization;
using CaseFlow.Clocks;
using CaseFlow.Server.Definitions;
using CaseFlow.Server.Platform.Web;

namespace CaseFlow.Server.Clocks;

/// <summary>Spans of time and standings as pages say them.</summary>
public static class ClockWords
{
    private const int MinutesOfDay = 1_440;

    /// <summary>Hours and minutes; of more than two days around the clock, days and hours.</summary>
    public static string Duration(Words words, decimal minutes, bool natural)
    {
        ArgumentNullException.ThrowIfNull(words);
        var whole = (long)Math.Floor(Math.Abs(minutes));
        return natural && whole >= 2 * MinutesOfDay
            ? words["Clocks.DaysHours", whole / MinutesOfDay, whole % MinutesOfDay / 60]
            : whole < 60 ? words["Clocks.Minutes", whole]
            : whole % 60 == 0 ? words["Clocks.Hours", whole / 60]
            : words["Clocks.HoursMinutes", whole / 60, whole % 60];
    }

    /// <summary>How long until a moment, or since.</summary>
    public static string Until(Words words, DateTimeOffset at, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(words);
        var span = Duration(words, (decimal)(at - now).TotalMinutes, natural: true);
        return words[at > now ? "Clocks.Left" : "Clocks.OverBy", span];
    }

    /// <summary>A limit, in its unit.</summary>
    public static string Limit(Words words, long minutes, LimitUnit unit)
    {
        ArgumentNullException.ThrowIfNull(words);
        return unit switch
        {
            LimitUnit.WorkingMinutes => words["Clocks.LimitWorking", Duration(words, minutes, natural: false)],
            LimitUnit.NaturalHours => words["Clocks.LimitNatural", words["Clocks.Hours", minutes / 60]],
            LimitUnit.NaturalDays => words["Clocks.LimitNatural", words["Clocks.Days", minutes / MinutesOfDay]],
        };
    }

    /// <summary>What a clock is of, with the department where it is of a hand-over.</summary>
    public static string Name(Words words, TermNames names, Obligation obligation, string? department)
    {
        ArgumentNullException.ThrowIfNull(words);
        ArgumentNullException.ThrowIfNull(names);
        return department is null ? words.Of(obligation) : $"{words.Of(obligation)}: {names[TermLists.Departments, department]}";
    }

    /// <summary>The text of two in the reader's language.</summary>
    public static string Own(string? zh, string? en) => (Languages.Current == Languages.Chinese ? zh : en) ?? "";

    /// <summary>The tone of a standing; the words say the same.</summary>
    public static string Tone(ClockStanding standing) => standing switch
    {
        ClockStanding.Overdue or ClockStanding.Late => "bad",
        ClockStanding.DueSoon => "warn",
        ClockStanding.InTime => "good",
        ClockStanding.Running => "info",
        ClockStanding.Paused or ClockStanding.FellAway => "",
    };

    /// <summary>The tone of a status; the words say the same.</summary>
    public static string Tone(RunningClockStatus status) => status switch
    {
        RunningClockStatus.Overdue => "bad",
        RunningClockStatus.DueSoon => "warn",
        RunningClockStatus.Running => "info",
        RunningClockStatus.Paused => "",
    };

    /// <summary>A time of day.</summary>
    public static string Time(DateTimeOffset at) => at.ToString("HH:mm", CultureInfo.InvariantCulture);

    /// <summary>Minutes as a number.</summary>
    public static string Number(decimal? minutes) => minutes?.ToString("#,0.##", CultureInfo.CurrentCulture) ?? "";
}
