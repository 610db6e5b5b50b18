using System.Diagnostics;
using CaseFlow.Definitions;

namespace CaseFlow.Inspections;

/// <summary>A fact about one scorecard.</summary>
public abstract record ScorecardEvent;

/// <summary>How a criterion is answered: met or not, or with so many points.</summary>
public enum CriterionKind { YesNo, Scale }

/// <summary>One thing that an inspection looks at.</summary>
public sealed record Criterion
{
    /// <summary>Lower case, stable for ever within the card.</summary>
    public required string Code { get; init; }

    /// <summary>The question in Chinese.</summary>
    public required string Zh { get; init; }

    /// <summary>The question in English.</summary>
    public required string En { get; init; }

    /// <summary>How it is answered.</summary>
    public required CriterionKind Kind { get; init; }

    /// <summary>How much it counts, 1 to 100.</summary>
    public required int Weight { get; init; }

    /// <summary>The most points that it takes: 1 where it is met or not.</summary>
    public int Top { get; init; } = 1;

    /// <summary>Whether it may be answered with "not applicable", and then counts for nothing.</summary>
    public bool MayNotApply { get; init; }

    /// <summary>Whether no point on it fails the whole card.</summary>
    public bool Critical { get; init; }
}

/// <summary>Criteria that belong together.</summary>
/// <param name="Code">Lower case, stable for ever within the card.</param>
/// <param name="Zh">Its name in Chinese.</param>
/// <param name="En">Its name in English.</param>
/// <param name="Criteria">What is looked at.</param>
public sealed record ScorecardSection(string Code, string Zh, string En, IReadOnlyList<Criterion> Criteria);

/// <summary>What a version of a scorecard says.</summary>
/// <param name="Zh">Its title in Chinese.</param>
/// <param name="En">Its title in English.</param>
/// <param name="PassPercent">From how many per cent on a case passes.</param>
/// <param name="Sections">Its criteria.</param>
public sealed record ScorecardContent(string Zh, string En, int PassPercent, IReadOnlyList<ScorecardSection> Sections)
{
    /// <summary>All criteria, in their order.</summary>
    public IEnumerable<Criterion> AllCriteria() => Sections.SelectMany(section => section.Criteria);
}

/// <summary>A scorecard came into force in a new version; findings keep the version that they were made under.</summary>
/// <param name="Card">For example <c>complaint-handling</c>.</param>
/// <param name="Version">From 1, without gaps.</param>
/// <param name="Content">What it says.</param>
/// <param name="Reason">Why it was published.</param>
public sealed record ScorecardPublished(string Card, int Version, ScorecardContent Content, string Reason) : ScorecardEvent;

/// <summary>A scorecard in force.</summary>
public sealed record Scorecard(int Version, ScorecardContent? Content)
{
    public static readonly Scorecard Unpublished = new(0, null);

    public static Scorecard Evolve(Scorecard card, ScorecardEvent @event)
    {
        ArgumentNullException.ThrowIfNull(card);
        return @event switch
        {
            ScorecardPublished e => new(e.Version, e.Content),
            _ => throw new UnreachableException(@event?.GetType().Name),
        };
    }
}

/// <summary>Publish a scorecard, or its next version.</summary>
public sealed record PublishScorecard(string Card, ScorecardContent Content, string Reason);

/// <summary>What may be done with a scorecard.</summary>
public static class ScorecardDecisions
{
    public static Decision<ScorecardEvent> Publish(Scorecard card, PublishScorecard command) => command.Content switch
    {
        _ when !TermCodes.IsWellFormed(command.Card) || Codes(command.Content).Any(code => !TermCodes.IsWellFormed(code)) => ScorecardRefusals.CodeMalformed,
        { Sections: var sections } when sections.Count == 0 || sections.Any(section => section.Criteria.Count == 0) => ScorecardRefusals.Empty,
        var content when Codes(content).Distinct().Count() != Codes(content).Count() => ScorecardRefusals.CodeTwice,
        var content when content.AllCriteria().Any(one => one.Weight is < 1 or > 100) => ScorecardRefusals.WeightOutOfRange,
        var content when content.AllCriteria().Any(one => one.Kind == CriterionKind.YesNo ? one.Top != 1 : one.Top is < 2 or > 10) => ScorecardRefusals.PointsOutOfRange,
        { PassPercent: < 1 or > 100 } => ScorecardRefusals.PassMarkOutOfRange,
        var content when card.Content is { } current && Same(current, content) => Decision.Nothing,
        var content => new ScorecardPublished(command.Card, card.Version + 1, content, command.Reason),
    };

    private static IEnumerable<string> Codes(ScorecardContent content) =>
        content.Sections.SelectMany(section => (IEnumerable<string>)[section.Code, .. section.Criteria.Select(one => one.Code)]);

    private static bool Same(ScorecardContent one, ScorecardContent other) =>
        one with { Sections = other.Sections } == other
        && one.Sections.Select(Heading).SequenceEqual(other.Sections.Select(Heading))
        && one.AllCriteria().SequenceEqual(other.AllCriteria());

    private static (string, string, string, int) Heading(ScorecardSection section) => (section.Code, section.Zh, section.En, section.Criteria.Count);
}

/// <summary>Why a scorecard is not published.</summary>
public static class ScorecardRefusals
{
    public static readonly Refusal Empty = new("scorecard-empty", "A scorecard has at least one section, and each section a criterion.");
    public static readonly Refusal CodeTwice = new("scorecard-code-twice", "Each code of sections and criteria stands in the card once.");
    public static readonly Refusal CodeMalformed = new("scorecard-code-malformed", "A code is lower-case letters, digits and hyphens, in levels divided by dots.");
    public static readonly Refusal WeightOutOfRange = new("scorecard-weight-out-of-range", "A criterion weighs 1 to 100.");
    public static readonly Refusal PointsOutOfRange = new("scorecard-points-out-of-range", "A scale has 2 to 10 points; what is met or not has one.");
    public static readonly Refusal PassMarkOutOfRange = new("scorecard-pass-mark-out-of-range", "The pass mark is 1 to 100 per cent.");
}
