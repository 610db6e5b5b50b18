using System.Collections.Immutable;
using System.Diagnostics;
using CaseFlow.Complaints;

namespace CaseFlow.Definitions;

/// <summary>A fact about the standards of key moments.</summary>
public abstract record KeyMomentStandardEvent;

/// <summary>What a score stands for.</summary>
/// <param name="Score">From 1 (bad) to 5 (good).</param>
/// <param name="Zh">What it stands for, in Chinese.</param>
/// <param name="En">The same in English.</param>
public sealed record ScoreMeaning(int Score, string Zh, string En);

/// <summary>What a good handling of a key moment does, and from which score on it was one.</summary>
public sealed record KeyMomentTerms
{
    /// <summary>What the moment is about, in Chinese.</summary>
    public required string Zh { get; init; }

    /// <summary>The same in English.</summary>
    public required string En { get; init; }

    /// <summary>What is looked for, in Chinese.</summary>
    public required IReadOnlyList<string> ChecklistZh { get; init; }

    /// <summary>The same in English.</summary>
    public required IReadOnlyList<string> ChecklistEn { get; init; }

    /// <summary>What the scores stand for.</summary>
    public required IReadOnlyList<ScoreMeaning> Scale { get; init; }

    /// <summary>The score from which on the moment was handled well, 1 to 5.</summary>
    public required decimal Threshold { get; init; }

    /// <summary>Whether a score says that the moment was handled well.</summary>
    public bool IsMetBy(decimal score) => score >= Threshold;
}

/// <summary>The standard of a key moment came into force in a new version; scores that are given from then on name it.</summary>
/// <param name="Moment">The step of the service blueprint.</param>
/// <param name="Version">From 1, without gaps, for each moment.</param>
/// <param name="Terms">What it says.</param>
/// <param name="Reason">Why it was published.</param>
public sealed record KeyMomentStandardPublished(BlueprintStage Moment, int Version, KeyMomentTerms Terms, string Reason) : KeyMomentStandardEvent;

/// <summary>The standards in force, each in its latest version.</summary>
public sealed record KeyMomentStandards(ImmutableSortedDictionary<BlueprintStage, KeyMomentStandardPublished> Latest)
{
    public static readonly KeyMomentStandards None = new(ImmutableSortedDictionary<BlueprintStage, KeyMomentStandardPublished>.Empty);

    public static KeyMomentStandards Evolve(KeyMomentStandards standards, KeyMomentStandardEvent @event)
    {
        ArgumentNullException.ThrowIfNull(standards);
        return @event switch
        {
            KeyMomentStandardPublished e => new(standards.Latest.SetItem(e.Moment, e)),
            _ => throw new UnreachableException(@event?.GetType().Name),
        };
    }
}

/// <summary>Publish the next version of a standard; its number is given by the decision.</summary>
public sealed record PublishKeyMomentStandard(BlueprintStage Moment, KeyMomentTerms Terms, string Reason);

/// <summary>What may be done with the standards of key moments.</summary>
public static class KeyMomentStandardDecisions
{
    public static Decision<KeyMomentStandardEvent> Publish(KeyMomentStandards standards, PublishKeyMomentStandard command) => standards.Latest.GetValueOrDefault(command.Moment) switch
    {
        _ when command.Terms.Threshold is < 1 or > 5 || decimal.Round(command.Terms.Threshold, 2) != command.Terms.Threshold => DefinitionRefusals.ThresholdOutOfRange,
        _ when !command.Terms.Scale.Select(one => one.Score).Order().SequenceEqual([1, 2, 3, 4, 5]) => DefinitionRefusals.ScaleUnfit,
        { } latest when Same(latest.Terms, command.Terms) => Decision.Nothing,
        var latest => new KeyMomentStandardPublished(command.Moment, (latest?.Version ?? 0) + 1, command.Terms, command.Reason),
    };

    private static bool Same(KeyMomentTerms one, KeyMomentTerms other) =>
        one.ChecklistZh.SequenceEqual(other.ChecklistZh) && one.ChecklistEn.SequenceEqual(other.ChecklistEn) && one.Scale.SequenceEqual(other.Scale)
        && one with { ChecklistZh = other.ChecklistZh, ChecklistEn = other.ChecklistEn, Scale = other.Scale } == other;
}
