using System.Collections.Immutable;
using System.Diagnostics;
using CaseFlow.Complaints;

namespace CaseFlow.Inspections;

/// <summary>A fact about the inspection of one case of a sample.</summary>
public abstract record InspectionEvent;

/// <summary>Why a finding is appealed.</summary>
public enum AppealGround { CriterionMisread, EvidenceOverlooked, DoesNotApply, BeyondHandlersReach, EntryMistaken }

/// <summary>Why a finding is confirmed or corrected.</summary>
public enum ReviewGround { CardFollowed, CriterionMisread, EvidenceOverlooked, EvidenceAdded, EntryMistaken }

/// <summary>How a finding stands.</summary>
public enum FindingStatus { Submitted, Appealed, Confirmed, Corrected }

/// <summary>A rater submitted a finding on a case of a sample. What was not submitted is no fact.</summary>
public sealed record CaseInspected : InspectionEvent
{
    public required InspectionSampleId Sample { get; init; }
    public required ComplaintId Complaint { get; init; }
    public required CustomerId Customer { get; init; }
    public required Region Region { get; init; }
    public required string Rater { get; init; }

    /// <summary>The scorecard.</summary>
    public required string Card { get; init; }

    /// <summary>The version that it was rated by.</summary>
    public required int CardVersion { get; init; }
    public required IReadOnlyList<CriterionAnswer> Answers { get; init; }

    /// <summary>What they come to under that version.</summary>
    public required CardScore Score { get; init; }

    /// <summary>What was said to the whole.</summary>
    public Sealed? Comment { get; init; }
}

/// <summary>The handler's lead says that a finding is not right; another person decides.</summary>
public sealed record FindingAppealed(InspectionSampleId Sample, ComplaintId Complaint, string Rater, AppealGround Ground, string By, Sealed? Note) : InspectionEvent;

/// <summary>A finding stands as it was submitted, after an appeal.</summary>
public sealed record FindingConfirmed(InspectionSampleId Sample, ComplaintId Complaint, string Rater, ReviewGround Ground, string By, Sealed? Note) : InspectionEvent;

/// <summary>Other answers take the place of those of a finding, after an appeal; what was submitted stays in the history.</summary>
public sealed record FindingCorrected(
    InspectionSampleId Sample, ComplaintId Complaint, string Rater, IReadOnlyList<CriterionAnswer> Answers, CardScore Score, ReviewGround Ground, string By, Sealed? Note) : InspectionEvent;

/// <summary>A finding as later decisions need it.</summary>
/// <param name="Rater">Whose it is, as they were called when they submitted it.</param>
/// <param name="Status">How it stands.</param>
/// <param name="Answers">The answers that count.</param>
/// <param name="AppealedBy">Who appealed.</param>
public sealed record Finding(string Rater, FindingStatus Status, IReadOnlyList<CriterionAnswer> Answers, string? AppealedBy);

/// <summary>The inspection of one case of a sample.</summary>
/// <param name="Findings">The findings, by their raters.</param>
public sealed record Inspection(ImmutableDictionary<string, Finding> Findings)
{
    public static readonly Inspection Pending = new(ImmutableDictionary<string, Finding>.Empty.WithComparers(StringComparer.OrdinalIgnoreCase));

    /// <summary>A rater's finding; null while it is not submitted.</summary>
    public Finding? Of(string rater) => Findings.GetValueOrDefault(rater);

    public static Inspection Evolve(Inspection inspection, InspectionEvent @event)
    {
        ArgumentNullException.ThrowIfNull(inspection);
        return @event switch
        {
            CaseInspected e => inspection.With(new(e.Rater, FindingStatus.Submitted, e.Answers, AppealedBy: null)),
            FindingAppealed e => inspection.With(new(e.Rater, FindingStatus.Appealed, inspection.Of(e.Rater)?.Answers ?? [], e.By)),
            FindingConfirmed e => inspection.With(new(e.Rater, FindingStatus.Confirmed, inspection.Of(e.Rater)?.Answers ?? [], inspection.Of(e.Rater)?.AppealedBy)),
            FindingCorrected e => inspection.With(new(e.Rater, FindingStatus.Corrected, e.Answers, inspection.Of(e.Rater)?.AppealedBy)),
            _ => throw new UnreachableException(@event?.GetType().Name),
        };
    }

    private Inspection With(Finding finding) => new(Findings.SetItem(finding.Rater, finding));
}

/// <summary>Submit a finding.</summary>
public sealed record SubmitFinding
{
    public required InspectionSampleDrawn Sample { get; init; }
    public required SampledCase Case { get; init; }

    /// <summary>What the sample's version of the card says.</summary>
    public required ScorecardContent Content { get; init; }

    /// <summary>Who rates the case.</summary>
    public required IReadOnlyList<string> Raters { get; init; }

    /// <summary>Everybody who did something to the case until now.</summary>
    public required IReadOnlyCollection<string> DealtWith { get; init; }
    public required string Rater { get; init; }
    public required IReadOnlyList<CriterionAnswer> Answers { get; init; }
    public Sealed? Comment { get; init; }
}

/// <summary>Say that a finding is not right.</summary>
public sealed record AppealFinding(InspectionSampleId Sample, ComplaintId Complaint, string Rater, AppealGround Ground, string By, Sealed? Note);

/// <summary>Decide that a finding stands.</summary>
public sealed record ConfirmFinding(InspectionSampleId Sample, ComplaintId Complaint, string Rater, ReviewGround Ground, string By, Sealed? Note);

/// <summary>Put other answers in the place of a finding's.</summary>
public sealed record CorrectFinding(InspectionSampleId Sample, ComplaintId Complaint, string Rater, ScorecardContent Content, IReadOnlyList<CriterionAnswer> Answers, ReviewGround Ground, string By)
{
    public Sealed? Note { get; init; }
}

/// <summary>What may be done with the inspection of a case.</summary>
public static class InspectionDecisions
{
    public static Decision<InspectionEvent> Submit(Inspection inspection, SubmitFinding command) => command switch
    {
        _ when !Drawing.Involves(command.Raters, command.Rater) => InspectionRefusals.NotARater,
        _ when Drawing.Involves(command.DealtWith, command.Rater) => InspectionRefusals.OwnCase,
        _ when inspection.Of(command.Rater) is { Status: FindingStatus.Submitted } finding && SamePoints(finding.Answers, command.Answers) => Decision.Nothing,
        _ when inspection.Of(command.Rater) is not null => InspectionRefusals.AlreadySubmitted,
        _ when !Scoring.IsComplete(command.Content, command.Answers) => InspectionRefusals.Incomplete,
        _ => new CaseInspected
        {
            Sample = command.Sample.Sample,
            Complaint = command.Case.Complaint,
            Customer = command.Case.Customer,
            Region = command.Case.Region,
            Rater = command.Rater,
            Card = command.Sample.Card,
            CardVersion = command.Sample.CardVersion,
            Answers = command.Answers,
            Score = Scoring.Of(command.Content, command.Answers),
            Comment = command.Comment,
        },
    };

    public static Decision<InspectionEvent> Appeal(Inspection inspection, AppealFinding command) => inspection.Of(command.Rater) switch
    {
        null => InspectionRefusals.NoFinding,
        { Status: FindingStatus.Appealed } => Decision.Nothing,
        { Status: FindingStatus.Confirmed or FindingStatus.Corrected } => InspectionRefusals.AlreadyReviewed,
        var finding => new FindingAppealed(command.Sample, command.Complaint, finding.Rater, command.Ground, command.By, command.Note),
    };

    public static Decision<InspectionEvent> Confirm(Inspection inspection, ConfirmFinding command) => inspection.Of(command.Rater) switch
    {
        null => InspectionRefusals.NoFinding,
        { Status: FindingStatus.Confirmed } => Decision.Nothing,
        { Status: FindingStatus.Submitted or FindingStatus.Corrected } => InspectionRefusals.NothingAppealed,
        var finding when IsParty(command.By, finding) => InspectionRefusals.NeedsAnother,
        var finding => new FindingConfirmed(command.Sample, command.Complaint, finding.Rater, command.Ground, command.By, command.Note),
    };

    public static Decision<InspectionEvent> Correct(Inspection inspection, CorrectFinding command) => inspection.Of(command.Rater) switch
    {
        null => InspectionRefusals.NoFinding,
        { Status: FindingStatus.Corrected } finding when SamePoints(finding.Answers, command.Answers) => Decision.Nothing,
        { Status: not FindingStatus.Appealed } => InspectionRefusals.NothingAppealed,
        var finding when IsParty(command.By, finding) => InspectionRefusals.NeedsAnother,
        _ when !Scoring.IsComplete(command.Content, command.Answers) => InspectionRefusals.Incomplete,
        var finding when SamePoints(finding.Answers, command.Answers) => InspectionRefusals.NothingCorrected,
        var finding => new FindingCorrected(command.Sample, command.Complaint, finding.Rater, command.Answers, Scoring.Of(command.Content, command.Answers), command.Ground, command.By, command.Note),
    };

    /// <summary>Whoever rated or appealed does not decide.</summary>
    private static bool IsParty(string by, Finding finding) => Drawing.Involves([finding.Rater, finding.AppealedBy ?? finding.Rater], by);

    private static bool SamePoints(IReadOnlyList<CriterionAnswer> one, IReadOnlyList<CriterionAnswer> other) =>
        one.Select(answer => (answer.Criterion, answer.Points)).ToHashSet().SetEquals(other.Select(answer => (answer.Criterion, answer.Points)));
}

/// <summary>Why something is not done with the inspection of a case.</summary>
public static class InspectionRefusals
{
    public static readonly Refusal NotARater = new("inspection-not-yours", "The case is not yours to rate; who planned the sample may give it to you.");
    public static readonly Refusal OwnCase = new("inspection-of-own-case", "Nobody rates a case that they dealt with; who planned the sample gives it to another.");
    public static readonly Refusal AlreadySubmitted = new("finding-submitted-already", "Your finding is submitted; it is corrected on appeal, by another person.");
    public static readonly Refusal Incomplete = new("finding-incomplete", "Each criterion of the card is answered once, within its points.");
    public static readonly Refusal NoFinding = new("finding-unknown", "This person has not submitted a finding on the case.");
    public static readonly Refusal AlreadyReviewed = new("finding-reviewed-already", "The finding was appealed and decided on; that is the end of it.");
    public static readonly Refusal NothingAppealed = new("finding-not-appealed", "Nobody has appealed the finding, or it was decided on already.");
    public static readonly Refusal NeedsAnother = new("finding-needs-another", "Who rated or appealed does not decide on the appeal; another person must.");
    public static readonly Refusal NothingCorrected = new("finding-not-corrected", "The answers are those of the finding; confirm it instead.");
}
