using System.Collections.Immutable;
using System.Diagnostics;

namespace CaseFlow.Definitions;

/// <summary>A fact about the handling models.</summary>
public abstract record HandlingModelEvent;

/// <summary>How a customer deals with others. The source counts four types and names none; these are the four social styles of the trade.</summary>
public enum Personality
{
    /// <summary>Wants results, and quickly.</summary>
    Driving,

    /// <summary>Wants to be heard.</summary>
    Expressive,

    /// <summary>Wants to be on good terms.</summary>
    Amiable,

    /// <summary>Wants facts and figures.</summary>
    Analytical,
}

/// <summary>How cases of some topics are handled well.</summary>
public sealed record HandlingModelTerms
{
    /// <summary>What it is called in Chinese.</summary>
    public required string Zh { get; init; }

    /// <summary>What it is called in English.</summary>
    public required string En { get; init; }

    /// <summary>The account of whoever answers for it.</summary>
    public required string Owner { get; init; }

    /// <summary>For which cases; it names at least one topic.</summary>
    public required CaseReach Reach { get; init; }

    /// <summary>On which days.</summary>
    public required ValidDays Valid { get; init; }

    /// <summary>What is done, in order.</summary>
    public required IReadOnlyList<string> Steps { get; init; }

    /// <summary>What is offered when a claim cannot be met.</summary>
    public required IReadOnlyList<string> Alternatives { get; init; }

    /// <summary>The class of responsibility that it is for, a code of <c>responsibility-classes</c>; any when null.</summary>
    public string? ResponsibilityClass { get; init; }

    /// <summary>The customers that it is for; all when empty.</summary>
    public required IReadOnlyList<Personality> Personalities { get; init; }
}

/// <summary>A handling model came into force in a new version; cases that it is applied to from then on name that version.</summary>
/// <param name="Model">For example <c>roaming-activation</c>.</param>
/// <param name="Version">From 1, without gaps, for each model.</param>
/// <param name="Terms">What it says.</param>
/// <param name="Reason">Why it was published.</param>
public sealed record HandlingModelPublished(string Model, int Version, HandlingModelTerms Terms, string Reason) : HandlingModelEvent;

/// <summary>A handling model was retired: it is not applied any more, until another version of it is published.</summary>
/// <param name="Model">The model.</param>
/// <param name="Version">The version that was in force.</param>
/// <param name="Reason">Why.</param>
public sealed record HandlingModelRetired(string Model, int Version, string Reason) : HandlingModelEvent;

/// <summary>The handling models.</summary>
/// <param name="Latest">Each in its latest version.</param>
/// <param name="Retired">The versions with which a model was retired.</param>
public sealed record HandlingModels(ImmutableSortedDictionary<string, HandlingModelPublished> Latest, ImmutableHashSet<NamedVersion> Retired)
{
    public static readonly HandlingModels None = new(ImmutableSortedDictionary<string, HandlingModelPublished>.Empty.WithComparers(StringComparer.Ordinal), []);

    public static HandlingModels Evolve(HandlingModels models, HandlingModelEvent @event)
    {
        ArgumentNullException.ThrowIfNull(models);
        return @event switch
        {
            HandlingModelPublished e => models with { Latest = models.Latest.SetItem(e.Model, e) },
            HandlingModelRetired e => models with { Retired = models.Retired.Add(new(e.Model, e.Version)) },
            _ => throw new UnreachableException(@event?.GetType().Name),
        };
    }

    /// <summary>How a version stands to a case.</summary>
    public DefinitionStanding StandingOf(NamedVersion version, DefinitionOccasion occasion)
    {
        ArgumentNullException.ThrowIfNull(version);
        ArgumentNullException.ThrowIfNull(occasion);
        var latest = Latest.TryGetValue(version.Name, out var of) ? new LatestVersion(of.Version, of.Terms.Reach, of.Terms.Valid) : null;
        return occasion.StandingOf(version.Version, latest, Retired.Contains(version));
    }

    /// <summary>The models that may be applied to a case, by their names.</summary>
    public IReadOnlyList<HandlingModelPublished> For(DefinitionOccasion occasion) =>
        [.. Latest.Values.Where(latest => StandingOf(new(latest.Model, latest.Version), occasion) == DefinitionStanding.Usable)];
}

/// <summary>Publish a handling model, or its next version, which is given by the decision.</summary>
public sealed record PublishHandlingModel(string Model, HandlingModelTerms Terms, string Reason);

/// <summary>Retire a model.</summary>
public sealed record RetireHandlingModel(string Model, string Reason);

/// <summary>What may be done with handling models.</summary>
public static class HandlingModelDecisions
{
    public static Decision<HandlingModelEvent> Publish(HandlingModels models, PublishHandlingModel command) => models.Latest.GetValueOrDefault(command.Model) switch
    {
        _ when command.Terms.Reach.Topics.Count == 0 => DefinitionRefusals.StepsMissing.At("topics"),
        _ when command.Terms.Steps.Count == 0 => DefinitionRefusals.StepsMissing.At("steps"),
        _ when !command.Terms.Valid.AreInOrder => DefinitionRefusals.DaysReversed,
        { } latest when Same(latest.Terms, command.Terms) && !models.Retired.Contains(new(latest.Model, latest.Version)) => Decision.Nothing,
        var latest => new HandlingModelPublished(command.Model, (latest?.Version ?? 0) + 1, command.Terms, command.Reason),
    };

    public static Decision<HandlingModelEvent> Retire(HandlingModels models, RetireHandlingModel command) => models.Latest.GetValueOrDefault(command.Model) switch
    {
        null => DefinitionRefusals.VersionUnknown,
        var latest when models.Retired.Contains(new(latest.Model, latest.Version)) => Decision.Nothing,
        var latest => new HandlingModelRetired(latest.Model, latest.Version, command.Reason),
    };

    private static bool Same(HandlingModelTerms one, HandlingModelTerms other) =>
        one.Reach.IsSameAs(other.Reach) && one.Steps.SequenceEqual(other.Steps) && one.Alternatives.SequenceEqual(other.Alternatives) && one.Personalities.SequenceEqual(other.Personalities)
        && one with { Reach = other.Reach, Steps = other.Steps, Alternatives = other.Alternatives, Personalities = other.Personalities } == other;
}
