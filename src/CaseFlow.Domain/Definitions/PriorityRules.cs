using System.Globalization;
using CaseFlow.Complaints;

namespace CaseFlow.Definitions;

/// <summary>What a case is given points for.</summary>
public enum PriorityAxis
{
    /// <summary>What went wrong.</summary>
    Severity,

    /// <summary>How much the customer suffers from it now.</summary>
    Impact,

    /// <summary>Who the customer is to the operator.</summary>
    Tier,

    /// <summary>How likely the case goes, or has gone, beyond the desk.</summary>
    EscalationRisk,
}

/// <summary>What of a case a rule asks for.</summary>
public enum PriorityInput { Kind, Topic, Roaming, Contacts, Tier, Source, Origin, Level, Repeats, Reopenings, Bounces }

/// <summary>What of a case its priority follows from.</summary>
public sealed record PriorityFacts
{
    public required ComplaintKind Kind { get; init; }

    /// <summary>A code of the list of topics.</summary>
    public required string Topic { get; init; }

    /// <summary>A code of the list of sources.</summary>
    public required string Source { get; init; }

    /// <summary>A code of the list of tiers; null where it is not known.</summary>
    public string? Tier { get; init; }

    /// <summary>Where the phone was when the case was registered.</summary>
    public RoamingState Roaming { get; init; }

    /// <summary>How many contacts are linked to it.</summary>
    public int Contacts { get; init; }

    /// <summary>How high it stands.</summary>
    public EscalationLevel Level { get; init; }

    /// <summary>Who has escalated it so far, also where it has come down since.</summary>
    public IReadOnlyList<EscalationOrigin> Origins { get; init; } = [];

    /// <summary>How many earlier cases it repeats, or may.</summary>
    public int Repeats { get; init; }

    /// <summary>How often it was opened again.</summary>
    public int Reopenings { get; init; }

    /// <summary>How often a department sent it back.</summary>
    public int Bounces { get; init; }
}

/// <summary>One thing that a rule asks of a case.</summary>
/// <param name="Input">Of what.</param>
/// <param name="AnyOf">The codes of which the case has one; of a topic, with all below it. Empty where a number is asked for.</param>
/// <param name="AtLeast">The number that the case reaches, of a level its place from 0; null where codes are asked for.</param>
public sealed record PriorityCondition(PriorityInput Input, IReadOnlyList<string> AnyOf, int? AtLeast)
{
    /// <summary>What of the case meets it, as a code or a number; null when nothing does.</summary>
    public string? MetBy(PriorityFacts facts)
    {
        ArgumentNullException.ThrowIfNull(facts);
        return Input switch
        {
            PriorityInput.Kind => One(facts.Kind.ToString()),
            PriorityInput.Topic => AnyOf.Any(above => TermCodes.IsWithin(facts.Topic, above)) ? facts.Topic : null,
            PriorityInput.Roaming => One(facts.Roaming.ToString()),
            PriorityInput.Contacts => Reached(facts.Contacts),
            PriorityInput.Tier => One(facts.Tier),
            PriorityInput.Source => One(facts.Source),
            PriorityInput.Origin => facts.Origins.Select(origin => One(origin.ToString())).FirstOrDefault(met => met is not null),
            PriorityInput.Level => (int)facts.Level >= AtLeast ? facts.Level.ToString() : null,
            PriorityInput.Repeats => Reached(facts.Repeats),
            PriorityInput.Reopenings => Reached(facts.Reopenings),
            PriorityInput.Bounces => Reached(facts.Bounces),
        };
    }

    /// <summary>Whether every case that meets the other meets this one.</summary>
    public bool Covers(PriorityCondition other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return Input == other.Input && (AtLeast is { } least ? other.AtLeast >= least : other.AnyOf.All(code => AnyOf.Any(above => Input == PriorityInput.Topic ? TermCodes.IsWithin(code, above) : code == above)));
    }

    /// <summary>Whether two ask the same.</summary>
    public bool IsSameAs(PriorityCondition other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return Input == other.Input && AtLeast == other.AtLeast && AnyOf.ToHashSet().SetEquals(other.AnyOf);
    }

    private string? One(string? code) => code is not null && AnyOf.Contains(code) ? code : null;

    private string? Reached(int number) => number >= AtLeast ? number.ToString(CultureInfo.InvariantCulture) : null;
}

/// <summary>Some points for the cases that meet all of its conditions; without conditions, for every case.</summary>
public abstract record PriorityRule
{
    /// <summary>Names it in explanations, through all versions; for example <c>roaming-abroad</c>.</summary>
    public required string Id { get; init; }

    /// <summary>What it is for, in Chinese.</summary>
    public required string Zh { get; init; }

    /// <summary>The same in English.</summary>
    public required string En { get; init; }

    /// <summary>The points, 0 to <see cref="PriorityTerms.MostPoints"/>.</summary>
    public required int Points { get; init; }

    /// <summary>What it asks for.</summary>
    public abstract IReadOnlyList<PriorityCondition> Conditions();

    /// <summary>Whether every case that the other is for is one of this.</summary>
    public bool Covers(PriorityRule other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return Conditions().All(condition => other.Conditions().Any(condition.Covers));
    }

    /// <summary>Whether two rules say the same.</summary>
    public bool IsSameAs(PriorityRule other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return (Id, Zh, En, Points) == (other.Id, other.Zh, other.En, other.Points)
            && Conditions() is var own && other.Conditions() is var others && own.Count == others.Count && own.Zip(others).All(pair => pair.First.IsSameAs(pair.Second));
    }

    /// <summary>The conditions that ask for something; an empty list asks for nothing.</summary>
    protected static IReadOnlyList<PriorityCondition> Asking(params IEnumerable<PriorityCondition> conditions) =>
        [.. conditions.Where(condition => condition.AtLeast is not null || condition.AnyOf.Count > 0)];

    /// <summary>Asks for one of some codes.</summary>
    protected static PriorityCondition AnyOf<T>(PriorityInput input, IReadOnlyList<T> codes)
        where T : notnull => new(input, [.. codes.Select(code => code.ToString()!)], null);

    /// <summary>Asks for a number.</summary>
    protected static PriorityCondition AtLeast(PriorityInput input, int? number) => new(input, [], number);
}

/// <summary>Points for what went wrong.</summary>
public sealed record SeverityRule : PriorityRule
{
    /// <summary>The kinds of case; all when empty.</summary>
    public IReadOnlyList<ComplaintKind> Kinds { get; init; } = [];

    /// <summary>Topics, each with all below it; all when empty.</summary>
    public IReadOnlyList<string> Topics { get; init; } = [];

    /// <inheritdoc/>
    public override IReadOnlyList<PriorityCondition> Conditions() => Asking(AnyOf(PriorityInput.Kind, Kinds), AnyOf(PriorityInput.Topic, Topics));
}

/// <summary>Points for how much the customer suffers from it now.</summary>
public sealed record ImpactRule : PriorityRule
{
    /// <summary>Topics, each with all below it; all when empty.</summary>
    public IReadOnlyList<string> Topics { get; init; } = [];

    /// <summary>Where the phone is; anywhere when empty.</summary>
    public IReadOnlyList<RoamingState> Roaming { get; init; } = [];

    /// <summary>How many contacts the case has taken at least; any number when null.</summary>
    public int? FromContacts { get; init; }

    /// <inheritdoc/>
    public override IReadOnlyList<PriorityCondition> Conditions() =>
        Asking(AnyOf(PriorityInput.Topic, Topics), AnyOf(PriorityInput.Roaming, Roaming), AtLeast(PriorityInput.Contacts, FromContacts));
}

/// <summary>Points for who the customer is to the operator.</summary>
public sealed record TierRule : PriorityRule
{
    /// <summary>Codes of the list of tiers; all when empty, those whose tier is not known too.</summary>
    public IReadOnlyList<string> Tiers { get; init; } = [];

    /// <inheritdoc/>
    public override IReadOnlyList<PriorityCondition> Conditions() => Asking(AnyOf(PriorityInput.Tier, Tiers));
}

/// <summary>Points for how likely the case goes, or has gone, beyond the desk.</summary>
public sealed record EscalationRiskRule : PriorityRule
{
    /// <summary>Codes of the list of sources; all when empty.</summary>
    public IReadOnlyList<string> Sources { get; init; } = [];

    /// <summary>Who has escalated it; anybody or nobody when empty.</summary>
    public IReadOnlyList<EscalationOrigin> Origins { get; init; } = [];

    /// <summary>The lowest level at which it stands; any when null.</summary>
    public EscalationLevel? FromLevel { get; init; }

    /// <summary>How many earlier cases it repeats, or may, at least.</summary>
    public int? FromRepeats { get; init; }

    /// <summary>How often it was opened again at least.</summary>
    public int? FromReopenings { get; init; }

    /// <summary>How often a department sent it back at least.</summary>
    public int? FromBounces { get; init; }

    /// <inheritdoc/>
    public override IReadOnlyList<PriorityCondition> Conditions() => Asking(
        AnyOf(PriorityInput.Source, Sources),
        AnyOf(PriorityInput.Origin, Origins),
        AtLeast(PriorityInput.Level, (int?)FromLevel),
        AtLeast(PriorityInput.Repeats, FromRepeats),
        AtLeast(PriorityInput.Reopenings, FromReopenings),
        AtLeast(PriorityInput.Bounces, FromBounces));
}
