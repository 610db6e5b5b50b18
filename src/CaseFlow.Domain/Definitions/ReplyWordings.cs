using System.Collections.Immutable;
using System.Diagnostics;

namespace CaseFlow.Definitions;

/// <summary>A fact about the approved reply wordings.</summary>
public abstract record ReplyWordingEvent;

/// <summary>What customers are told, and in which cases.</summary>
public sealed record ReplyWordingTerms
{
    /// <summary>What it is called in Chinese.</summary>
    public required string Zh { get; init; }

    /// <summary>What it is called in English.</summary>
    public required string En { get; init; }

    /// <summary>What customers are told. Not sealed: it is for everybody.</summary>
    public required string Words { get; init; }

    /// <summary>In which cases.</summary>
    public required CaseReach Reach { get; init; }

    /// <summary>On which days.</summary>
    public required ValidDays Valid { get; init; }

    /// <summary>The account of whoever approved it.</summary>
    public required string ApprovedBy { get; init; }
}

/// <summary>A reply wording was approved in a new version; earlier versions are not given any more.</summary>
/// <param name="Wording">For example <c>roaming-activation</c>.</param>
/// <param name="Version">From 1, without gaps, for each wording.</param>
/// <param name="Terms">What it says.</param>
/// <param name="Reason">Why it was published.</param>
public sealed record ReplyWordingPublished(string Wording, int Version, ReplyWordingTerms Terms, string Reason) : ReplyWordingEvent;

/// <summary>A version of a reply wording was taken back: nobody is told it any more, and who was told it is known from the cases.</summary>
public sealed record ReplyWordingWithdrawn(string Wording, int Version, string Reason) : ReplyWordingEvent;

/// <summary>The approved reply wordings.</summary>
/// <param name="Latest">Each in its latest version.</param>
/// <param name="Withdrawn">The versions that were taken back.</param>
public sealed record ReplyWordings(ImmutableSortedDictionary<string, ReplyWordingPublished> Latest, ImmutableHashSet<NamedVersion> Withdrawn)
{
    public static readonly ReplyWordings None = new(ImmutableSortedDictionary<string, ReplyWordingPublished>.Empty.WithComparers(StringComparer.Ordinal), []);

    public static ReplyWordings Evolve(ReplyWordings wordings, ReplyWordingEvent @event)
    {
        ArgumentNullException.ThrowIfNull(wordings);
        return @event switch
        {
            ReplyWordingPublished e => wordings with { Latest = wordings.Latest.SetItem(e.Wording, e) },
            ReplyWordingWithdrawn e => wordings with { Withdrawn = wordings.Withdrawn.Add(new(e.Wording, e.Version)) },
            _ => throw new UnreachableException(@event?.GetType().Name),
        };
    }

    /// <summary>How a version stands to a case.</summary>
    public DefinitionStanding StandingOf(NamedVersion version, DefinitionOccasion occasion)
    {
        ArgumentNullException.ThrowIfNull(version);
        ArgumentNullException.ThrowIfNull(occasion);
        var latest = Latest.TryGetValue(version.Name, out var of) ? new LatestVersion(of.Version, of.Terms.Reach, of.Terms.Valid) : null;
        return occasion.StandingOf(version.Version, latest, Withdrawn.Contains(version));
    }

    /// <summary>The wordings that may be given in a case, by their names.</summary>
    public IReadOnlyList<ReplyWordingPublished> For(DefinitionOccasion occasion) =>
        [.. Latest.Values.Where(latest => StandingOf(new(latest.Wording, latest.Version), occasion) == DefinitionStanding.Usable)];
}

/// <summary>Publish a reply wording, or its next version, which is given by the decision.</summary>
public sealed record PublishReplyWording(string Wording, ReplyWordingTerms Terms, string Reason);

/// <summary>Take a version back.</summary>
public sealed record WithdrawReplyWording(string Wording, int Version, string Reason);

/// <summary>What may be done with reply wordings.</summary>
public static class ReplyWordingDecisions
{
    public static Decision<ReplyWordingEvent> Publish(ReplyWordings wordings, PublishReplyWording command) => wordings.Latest.GetValueOrDefault(command.Wording) switch
    {
        _ when !command.Terms.Valid.AreInOrder => DefinitionRefusals.DaysReversed,
        { } latest when Same(latest.Terms, command.Terms) && !wordings.Withdrawn.Contains(new(latest.Wording, latest.Version)) => Decision.Nothing,
        var latest => new ReplyWordingPublished(command.Wording, (latest?.Version ?? 0) + 1, command.Terms, command.Reason),
    };

    public static Decision<ReplyWordingEvent> Withdraw(ReplyWordings wordings, WithdrawReplyWording command) => wordings.Latest.GetValueOrDefault(command.Wording) switch
    {
        null => DefinitionRefusals.VersionUnknown,
        var latest when command.Version < 1 || command.Version > latest.Version => DefinitionRefusals.VersionUnknown,
        _ when wordings.Withdrawn.Contains(new(command.Wording, command.Version)) => Decision.Nothing,
        _ => new ReplyWordingWithdrawn(command.Wording, command.Version, command.Reason),
    };

    private static bool Same(ReplyWordingTerms one, ReplyWordingTerms other) => one.Reach.IsSameAs(other.Reach) && one with { Reach = other.Reach } == other;
}

/// <summary>Why a definition that cases rely on is not published, withdrawn or retired.</summary>
public static class DefinitionRefusals
{
    public static readonly Refusal DaysReversed = new("definition-days-reversed", "The last day of validity is not before the first.") { Field = "validUntil" };
    public static readonly Refusal VersionUnknown = new("definition-version-unknown", "There is no such version.");
    public static readonly Refusal StepsMissing = new("model-steps-missing", "A handling model needs at least one topic and one step.");
    public static readonly Refusal ThresholdOutOfRange = new("standard-threshold-out-of-range", "The threshold is a score from 1 to 5, with at most two decimals.") { Field = "threshold" };
    public static readonly Refusal ScaleUnfit = new("standard-scale-unfit", "The scale says once for each score from 1 to 5 what it stands for.") { Field = "scale" };
}
