using System.Collections.Immutable;
using System.Diagnostics;

namespace CaseFlow.Inspections;

/// <summary>A fact about one sample of cases that are inspected.</summary>
public abstract record InspectionSampleEvent;

/// <summary>Cases were drawn for inspection. Seed, rule and position together tell which, to whoever draws again.</summary>
public sealed record InspectionSampleDrawn : InspectionSampleEvent
{
    /// <summary>The sample.</summary>
    public required InspectionSampleId Sample { get; init; }

    /// <summary>Which cases might be drawn, and how many.</summary>
    public required SampleRule Rule { get; init; }

    /// <summary>What decided which.</summary>
    public required long Seed { get; init; }

    /// <summary>Whether whoever drew named the seed; chance gave it otherwise.</summary>
    public required bool SeedNamed { get; init; }

    /// <summary>The last event that counts: cases are taken as they stood then.</summary>
    public required long Position { get; init; }

    /// <summary>The scorecard that they are rated by.</summary>
    public required string Card { get; init; }

    /// <summary>Its version, which the sample keeps.</summary>
    public required int CardVersion { get; init; }

    /// <summary>The parts, how many cases each has, and those drawn.</summary>
    public required IReadOnlyList<Stratum> Strata { get; init; }
}

/// <summary>The cases of a sample were divided among raters.</summary>
/// <param name="Raters">Among whom.</param>
/// <param name="DoublePercent">How many per cent of the cases are rated by two.</param>
/// <param name="Assignments">Who rates which.</param>
public sealed record RatersAssigned(IReadOnlyList<string> Raters, decimal DoublePercent, IReadOnlyList<Assignment> Assignments) : InspectionSampleEvent;

/// <summary>Another rater took the place of one who had not rated a case yet.</summary>
public sealed record RaterReplaced(ComplaintId Complaint, string Rater, string Successor) : InspectionSampleEvent;

/// <summary>A sample of cases that are inspected.</summary>
/// <param name="Drawn">How it was drawn; null before.</param>
/// <param name="Cases">Its cases.</param>
/// <param name="Raters">Who rates each.</param>
public sealed record InspectionSample(InspectionSampleDrawn? Drawn, ImmutableDictionary<ComplaintId, SampledCase> Cases, ImmutableDictionary<ComplaintId, ImmutableList<string>> Raters)
{
    public static readonly InspectionSample Undrawn = new(null, ImmutableDictionary<ComplaintId, SampledCase>.Empty, ImmutableDictionary<ComplaintId, ImmutableList<string>>.Empty);

    /// <summary>Who rates a case.</summary>
    public ImmutableList<string> RatersOf(ComplaintId complaint) => Raters.GetValueOrDefault(complaint, []);

    public static InspectionSample Evolve(InspectionSample sample, InspectionSampleEvent @event)
    {
        ArgumentNullException.ThrowIfNull(sample);
        return @event switch
        {
            InspectionSampleDrawn e => sample with { Drawn = e, Cases = e.Strata.SelectMany(stratum => stratum.Chosen).ToImmutableDictionary(one => one.Complaint) },
            RatersAssigned e => sample with { Raters = e.Assignments.ToImmutableDictionary(one => one.Complaint, one => one.Raters.ToImmutableList()) },
            RaterReplaced e => sample with { Raters = sample.Raters.SetItem(e.Complaint, sample.RatersOf(e.Complaint).Remove(e.Rater, StringComparer.OrdinalIgnoreCase).Add(e.Successor)) },
            _ => throw new UnreachableException(@event?.GetType().Name),
        };
    }
}

/// <summary>Draw cases, and divide them among raters.</summary>
public sealed record DrawSample
{
    public required InspectionSampleId Sample { get; init; }
    public required SampleRule Rule { get; init; }
    public required long Seed { get; init; }

    /// <summary>Whether whoever draws named it.</summary>
    public required bool SeedNamed { get; init; }

    /// <summary>Up to where the cases are told.</summary>
    public required long Position { get; init; }
    public required string Card { get; init; }
    public required int CardVersion { get; init; }

    /// <summary>The cases as they stood at the position, those that the rule does not admit included or not.</summary>
    public required IReadOnlyCollection<PopulationCase> Population { get; init; }
    public required IReadOnlyList<string> Raters { get; init; }
    public required decimal DoublePercent { get; init; }
}

/// <summary>Give a case to another rater.</summary>
/// <param name="Complaint">The case.</param>
/// <param name="Rater">Who rates it so far.</param>
/// <param name="By">Who is to.</param>
/// <param name="HasSubmitted">Whether a finding was submitted already.</param>
/// <param name="DealtWith">Everybody who did something to the case.</param>
public sealed record ReplaceRater(ComplaintId Complaint, string Rater, string By, bool HasSubmitted, IReadOnlyCollection<string> DealtWith);

/// <summary>What may be done with a sample.</summary>
public static class InspectionSampleDecisions
{
    /// <summary>The most cases of one sample.</summary>
    public const int MostCases = 500;

    /// <summary>The highest seed: the highest whole number that every reader of JSON keeps exactly.</summary>
    public const long HighestSeed = (1L << 53) - 1;

    public static Decision<InspectionSampleEvent> Draw(InspectionSample sample, DrawSample command)
    {
        ArgumentNullException.ThrowIfNull(sample);
        ArgumentNullException.ThrowIfNull(command);
        var strata = Drawing.Draw(command.Rule, command.Seed, command.Population);
        var assignments = Drawing.Assign(strata, command.Seed, command.Population, command.Raters, command.DoublePercent);
        return command switch
        {
            _ when sample.Drawn is not null => Decision.Nothing,
            { Seed: < 0 or > HighestSeed } => InspectionSampleRefusals.SeedOutOfRange,
            { Rule: var rule } when rule.From >= rule.Before => InspectionSampleRefusals.PeriodEmpty,
            { Rule: var rule } when rule.PerStratum is null == rule.Percent is null || rule.PerStratum is < 1 or > MostCases || rule.Percent is <= 0 or > 100 => InspectionSampleRefusals.SizeOutOfRange,
            { DoublePercent: < 0 or > 100 } => InspectionSampleRefusals.ShareOutOfRange,
            { Raters: var raters } when raters.Count == 0 || (raters.Count == 1 && command.DoublePercent > 0) => InspectionSampleRefusals.RatersMissing,
            _ when assignments.Count == 0 => InspectionSampleRefusals.PopulationEmpty,
            _ when assignments.Count > MostCases => InspectionSampleRefusals.TooLarge,
            _ when assignments.Any(one => one.Raters.Count == 0) => InspectionSampleRefusals.RatersInvolved,
            _ => (InspectionSampleEvent[])
            [
                new InspectionSampleDrawn
                {
                    Sample = command.Sample, Rule = command.Rule, Seed = command.Seed, SeedNamed = command.SeedNamed, Position = command.Position, Card = command.Card, CardVersion = command.CardVersion, Strata = strata,
                },
                new RatersAssigned(command.Raters, command.DoublePercent, assignments),
            ],
        };
    }

    public static Decision<InspectionSampleEvent> Replace(InspectionSample sample, ReplaceRater command) => sample.RatersOf(command.Complaint) switch
    {
        _ when !sample.Cases.ContainsKey(command.Complaint) => InspectionSampleRefusals.CaseNotDrawn,
        var raters when Drawing.Involves(raters, command.By) && !Drawing.Involves(raters, command.Rater) => Decision.Nothing,
        var raters when !Drawing.Involves(raters, command.Rater) => InspectionSampleRefusals.RaterNotAssigned,
        var raters when Drawing.Involves(raters, command.By) => InspectionSampleRefusals.RaterAssignedAlready,
        _ when command.HasSubmitted => InspectionSampleRefusals.RaterHasSubmitted,
        _ when Drawing.Involves(command.DealtWith, command.By) => InspectionSampleRefusals.RatersInvolved,
        _ => new RaterReplaced(command.Complaint, command.Rater, command.By),
    };
}

/// <summary>Why something is not done with a sample.</summary>
public static class InspectionSampleRefusals
{
    public static readonly Refusal SeedOutOfRange = new("inspection-seed-out-of-range", "A seed is a whole number from 0 to 9007199254740991.");
    public static readonly Refusal PeriodEmpty = new("inspection-period-empty", "The period begins before it ends.");
    public static readonly Refusal SizeOutOfRange = new("inspection-size-out-of-range", "Say how many cases of each part are drawn, 1 to 500, or how many per cent, above 0 to 100; one of the two.");
    public static readonly Refusal ShareOutOfRange = new("inspection-share-out-of-range", "The share of cases that two people rate is 0 to 100 per cent.");
    public static readonly Refusal RatersMissing = new("inspection-raters-missing", "Name who rates the cases; two people at least where some are rated twice.");
    public static readonly Refusal PopulationEmpty = new("inspection-population-empty", "No case fits the period and the filter; nothing can be drawn.");
    public static readonly Refusal TooLarge = new("inspection-sample-too-large", "A sample has at most 500 cases; draw fewer of each part.");
    public static readonly Refusal RatersInvolved = new("inspection-raters-involved", "Nobody rates a case that they dealt with; name another person.");
    public static readonly Refusal CaseNotDrawn = new("inspection-case-not-drawn", "The sample does not have this case.");
    public static readonly Refusal RaterNotAssigned = new("inspection-rater-not-assigned", "This person does not rate the case.");
    public static readonly Refusal RaterAssignedAlready = new("inspection-rater-assigned-already", "The other person rates the case already.");
    public static readonly Refusal RaterHasSubmitted = new("inspection-rater-has-submitted", "The finding is submitted; it stays, and may be appealed.");
}
