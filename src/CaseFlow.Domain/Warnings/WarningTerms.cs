using System.Text.Json.Serialization;
using CaseFlow.Complaints;

namespace CaseFlow.Warnings;

/// <summary>A warning: something about complaints that a rule finds unusual, from when it was raised to what became of it.</summary>
[JsonConverter(typeof(IdentifierConverter<WarningId>))]
public readonly record struct WarningId(Guid Value) : IIdentifier<WarningId>
{
    public static WarningId From(Guid value) => new(value);
}

/// <summary>How grave a warning is, in the four colours that warnings have in China; each is above the one before.</summary>
public enum WarningGrade { Blue, Yellow, Orange, Red }

/// <summary>What a rule looks for.</summary>
public enum WarningKind
{
    /// <summary>Many complaints in a sliding window.</summary>
    Volume,

    /// <summary>More complaints than are usual in these hours of such a day.</summary>
    Spike,

    /// <summary>Complaints that were found to repeat an earlier one.</summary>
    RepeatComplaints,

    /// <summary>Clocks that used up their limit.</summary>
    Breaches,

    /// <summary>Key moments that were scored low.</summary>
    LowScores,

    /// <summary>Complaints that came up through the regulator, headquarters or the media.</summary>
    Source,

    /// <summary>A mass complaint (批量投诉): many customers with one topic in one place.</summary>
    Cluster,
}

/// <summary>For which part of the territory a rule counts.</summary>
public enum WarningLevel { City, Province }

/// <summary>From how much on a warning has a grade: complaints, customers, breaches or scores in the window; of a spike, how many times the usual spread above what is expected.</summary>
public sealed record GradeThreshold(WarningGrade Grade, decimal From);

/// <summary>What a warning is about: where, which topic with all below it, and whose product.</summary>
/// <param name="Region">The city, or the province as a whole.</param>
/// <param name="Topic">The topic that was counted with all below it; all topics when absent.</param>
/// <param name="Brand">The brand of the customers; all brands when absent.</param>
public sealed record WarningSubject(Region Region, string? Topic = null, string? Brand = null);

/// <summary>One step of the arithmetic that a warning fired by.</summary>
public enum WhyTerm
{
    /// <summary>So many were counted in the window.</summary>
    Counted,

    /// <summary>The rule asks for so many at least, whatever its thresholds say.</summary>
    Minimum,

    /// <summary>In the same hours of the same weekday so many were counted on that day.</summary>
    SameWeekday,

    /// <summary>The day is a holiday, and was compared with so many days of rest and holidays.</summary>
    IsHoliday,

    /// <summary>On that day of rest or holiday so many were counted in the same hours.</summary>
    DayOff,

    /// <summary>On the day work was made up for a holiday, and it was compared with so many working days.</summary>
    IsMadeUp,

    /// <summary>On that working day so many were counted in the same hours.</summary>
    WorkingDay,

    /// <summary>The middle one of those.</summary>
    Median,

    /// <summary>On that day at a month's end it was so many times what is usual on its weekday.</summary>
    MonthEnd,

    /// <summary>A month's end counts so many times a usual day, as learnt from those.</summary>
    LearntFactor,

    /// <summary>A month's end counts so many times a usual day, as the rule says; too few were seen to learn it.</summary>
    GivenFactor,

    /// <summary>So many are expected.</summary>
    Expected,

    /// <summary>So far do counts usually stray from that.</summary>
    Spread,

    /// <summary>The grade begins at so many times the spread above what is expected.</summary>
    Multiple,

    /// <summary>The grade begins at so many.</summary>
    Limit,
}

/// <summary>A step of the arithmetic.</summary>
/// <param name="Term">Which.</param>
/// <param name="Value">What it comes to.</param>
/// <param name="Day">The day that it is of, where it is of one.</param>
public sealed record WhyStep(WhyTerm Term, decimal Value, DateOnly? Day = null);

/// <summary>What a rule saw in a window when it fired.</summary>
public sealed record WarningSighting
{
    /// <summary>How many cases a sighting lists at most; it says how many there are.</summary>
    public const int MostComplaints = 500;

    public required WarningGrade Grade { get; init; }

    /// <summary>The first moment of the window.</summary>
    public required DateTimeOffset From { get; init; }

    /// <summary>The last thing that was counted in it.</summary>
    public required DateTimeOffset To { get; init; }
    public required int Observed { get; init; }

    /// <summary>How many are usual; only where the rule knows.</summary>
    public decimal? Expected { get; init; }

    /// <summary>From how many on the grade is reached.</summary>
    public required decimal Limit { get; init; }

    /// <summary>Why it fired, step by step.</summary>
    public required IReadOnlyList<WhyStep> Why { get; init; }

    /// <summary>The cases, the latest first; no more than are listed.</summary>
    public required IReadOnlyList<ComplaintId> Complaints { get; init; }

    /// <summary>How many cases there are.</summary>
    public required int ComplaintCount { get; init; }

    /// <summary>Up to which event everything was counted.</summary>
    public required long Position { get; init; }
}

/// <summary>What a warning is handed on to.</summary>
public enum PromotionTarget { Trace, Emergency }
