using CaseFlow.Server.Platform.Commands;
using CaseFlow.Server.Platform.Reading;

namespace CaseFlow.Server.Definitions;

/// <summary>By what a number is told apart.</summary>
public enum KpiDimension
{
    /// <summary>The month.</summary>
    Month,

    /// <summary>The province.</summary>
    Region,

    /// <summary>The city, with its province.</summary>
    City,

    /// <summary>The topic, to the level asked for.</summary>
    Topic,

    /// <summary>The source.</summary>
    Source,

    /// <summary>The clock: what is owed.</summary>
    Clock,
}

/// <summary>Which months are asked for, and by what the number is told apart.</summary>
/// <param name="From">The first month, by its first day.</param>
/// <param name="To">The last month, by its first day.</param>
/// <param name="By">What it is told apart by; by nothing gives the total alone.</param>
/// <param name="TopicLevel">How many levels of the topic are told apart; the rule's when null.</param>
public sealed record KpiQuestion(DateOnly From, DateOnly To, IReadOnlyList<KpiDimension> By, int? TopicLevel = null)
{
    /// <summary>Under which tree of topics.</summary>
    public TopicTree Tree { get; init; }

    /// <summary>How many months are told when none are asked for, the present one included.</summary>
    public const int UsualMonths = 12;

    /// <summary>More months than this are no chart.</summary>
    public const int MostMonths = 240;

    /// <summary>Under which tree of topics, as a route takes it.</summary>
    public static QueryParameter TreeParameter { get; } = new(
        "tree", "AsRecorded: each case under the topic that was recorded of it. Today: as today's tree tells it, the cases of topics that have gone under those that took their place. AsRecorded when left out.");

    /// <summary>What a route takes.</summary>
    public static IReadOnlyList<QueryParameter> Parameters { get; } =
    [
        new("from", $"The first month, for example 2011-03; {UsualMonths} months up to the last one when left out."),
        new("to", "The last month; the present one when left out."),
        new("by", "month, region (province), city, topic, source, clock, as far as the KPI has them, with commas or given several times; month when left out."),
        new("topicLevel", "How many levels of the topic are told apart; the rule's when left out."),
        TreeParameter,
    ];

    /// <summary>The tree that a route is asked for.</summary>
    public static TopicTree ReadTree(QueryReader query)
    {
        ArgumentNullException.ThrowIfNull(query);
        return query.Choice<TopicTree>("tree") ?? TopicTree.AsRecorded;
    }

    /// <summary>The months, in order.</summary>
    public IEnumerable<DateOnly> Months
    {
        get
        {
            for (var month = From; month <= To; month = month.AddMonths(1))
                yield return month;
        }
    }

    /// <summary>Reads what a route takes.</summary>
    public static KpiQuestion Read(QueryReader query, KpiDefinition definition, ReportingZone zone)
    {
        ArgumentNullException.ThrowIfNull(query);
        return Of(definition, query.Month("from"), query.Month("to"), query.Choices<KpiDimension>("by"), (int?)query.Number("topicLevel", 1, 9), query.Errors, zone, query.Now) with { Tree = ReadTree(query) };
    }

    /// <summary>Fills in what was left out; errors are noted.</summary>
    public static KpiQuestion Of(
        KpiDefinition definition, DateOnly? from, DateOnly? to, IReadOnlyList<KpiDimension> by, int? topicLevel, FieldErrors errors, ReportingZone zone, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(definition);
        ArgumentNullException.ThrowIfNull(errors);
        ArgumentNullException.ThrowIfNull(zone);
        foreach (var unknown in by.Except(definition.Dimensions))
            errors.Add("by", FieldCodes.OutOfRange, $"by: {definition.Id} is told apart by {string.Join(", ", definition.Dimensions)}, not by {unknown}.");
        var last = to ?? zone.MonthOf(now);
        var first = from ?? last.AddMonths(1 - UsualMonths);
        if (first > last) errors.Add("from", FieldCodes.Reversed, "from is not later than to.");
        if (first.AddMonths(MostMonths) <= last) errors.Add("from", FieldCodes.PeriodTooLong, $"from and to are at most {MostMonths} months apart.");
        return new(first, last, by.Count > 0 ? by : [KpiDimension.Month], topicLevel);
    }
}

/// <summary>What one value of a number is of; null where it is not told apart.</summary>
public record KpiKey(string? Month = null, string? Region = null, string? City = null, string? Topic = null, string? Source = null, string? Clock = null)
{
    /// <summary>All together.</summary>
    public static readonly KpiKey Total = new();

    /// <summary>A quotient to two decimals, half away from zero; null when the denominator is 0.</summary>
    public static decimal? Quotient(decimal numerator, decimal denominator, int unit) =>
        denominator == 0 ? null : decimal.Round(numerator * unit / denominator, 2, MidpointRounding.AwayFromZero);
}
