using CaseFlow.Definitions;

namespace CaseFlow.Complaints;

/// <summary>Give the first verdict.</summary>
public sealed record VerifyComplaint(Verdict Verdict, Sealed? Findings);

/// <summary>Give another verdict in place of the one that stands.</summary>
public sealed record ReviseVerdict(Verdict Verdict, Sealed Reason);

/// <summary>Explain the cause to the customer.</summary>
public sealed record ClarifyComplaint(Sealed Explanation);

/// <summary>Record what was agreed.</summary>
public sealed record ReachAgreement(Sealed Terms);

/// <summary>Give care at the end of the handling.</summary>
public sealed record GiveCare(Term CareType, Sealed? Note);

/// <summary>Record a step that leaves no other fact.</summary>
public sealed record CarryOutStage(BlueprintStage Stage, Sealed? Note);

/// <summary>Score how the customer lived a step.</summary>
/// <param name="Stage">The step.</param>
/// <param name="Score">From 1 (bad) to 5 (good).</param>
/// <param name="StandardVersion">The version of the moment's standard in force; null where there is none.</param>
public sealed record ScoreKeyMoment(BlueprintStage Stage, decimal Score, int? StandardVersion = null);

/// <summary>The steps of the service blueprint that the operator is judged by.</summary>
public static class KeyMomentDecisions
{
    public static Decision<ComplaintEvent> Verify(Complaint complaint, VerifyComplaint command) => complaint switch
    {
        { IsOpen: false } => ComplaintRefusals.NotOpen(complaint),
        _ when !IsCoherent(command.Verdict) => ComplaintRefusals.VerdictIncoherent,
        _ when Same(complaint.Verdict, command.Verdict) => Decision.Nothing,
        { Verdict: not null } => ComplaintRefusals.AlreadyVerified,
        _ => new ComplaintVerified(command.Verdict, command.Findings),
    };

    public static Decision<ComplaintEvent> Revise(Complaint complaint, ReviseVerdict command) => complaint switch
    {
        { IsOpen: false } => ComplaintRefusals.NotOpen(complaint),
        { Verdict: null } => ComplaintRefusals.NotVerified,
        _ when !IsCoherent(command.Verdict) => ComplaintRefusals.VerdictIncoherent,
        _ when Same(complaint.Verdict, command.Verdict) => Decision.Nothing,
        _ => new VerdictRevised(command.Verdict, command.Reason),
    };

    /// <remarks>A second explanation is a fact of its own: sealed texts cannot be compared.</remarks>
    public static Decision<ComplaintEvent> Clarify(Complaint complaint, ClarifyComplaint command) => complaint switch
    {
        { IsOpen: false } => ComplaintRefusals.NotOpen(complaint),
        { Verdict: null } => ComplaintRefusals.NotVerified,
        _ => new ComplaintClarified(command.Explanation),
    };

    public static Decision<ComplaintEvent> Agree(Complaint complaint, ReachAgreement command) => complaint switch
    {
        { IsOpen: false } => ComplaintRefusals.NotOpen(complaint),
        _ when complaint.Stages.Contains(BlueprintStage.ReachAgreement) => ComplaintRefusals.AgreementStands,
        _ => new AgreementReached(command.Terms),
    };

    /// <remarks>Care may be given more than once; each is a fact of its own.</remarks>
    public static Decision<ComplaintEvent> Care(Complaint complaint, GiveCare command) => complaint switch
    {
        { Status: ComplaintStatus.Resolved } or { IsOpen: true } => new CareGiven(command.CareType, command.Note),
        _ => ComplaintRefusals.NotOpen(complaint),
    };

    public static Decision<ComplaintEvent> CarryOut(Complaint complaint, CarryOutStage command) => complaint switch
    {
        { IsOpen: false } => ComplaintRefusals.NotOpen(complaint),
        _ when Blueprint.HasOwnFact(command.Stage) => ComplaintRefusals.StageHasOwnFact,
        _ when complaint.Stages.Contains(command.Stage) => Decision.Nothing,
        _ => new StageCarriedOut(command.Stage, command.Note),
    };

    /// <remarks>A score may come after the end: the customer is asked when all is over.</remarks>
    public static Decision<ComplaintEvent> Score(Complaint complaint, ScoreKeyMoment command) => complaint switch
    {
        { Status: ComplaintStatus.Unregistered } => ComplaintRefusals.NotRegistered,
        { Status: ComplaintStatus.Merged } => ComplaintRefusals.MergedElsewhere,
        _ when command.Score is < 1 or > 5 || decimal.Round(command.Score, 2) != command.Score => ComplaintRefusals.ScoreOutOfRange,
        _ when complaint.Scores.TryGetValue(command.Stage, out var score) && score == command.Score => Decision.Nothing,
        _ => new KeyMomentScored(command.Stage, command.Score) { StandardVersion = command.StandardVersion },
    };

    private static bool IsCoherent(Verdict verdict) => verdict switch
    {
        { Validity: Validity.Invalid } => verdict is { Liability: null, ResponsibilityClass: null },
        { Liability: Liability.Liable } => verdict.ResponsibilityClass is not null,
        { Liability: Liability.NotLiable } => verdict.ResponsibilityClass is null,
        _ => false,
    };

    private static bool Same(Verdict? one, Verdict other) =>
        one is not null && (one.Validity, one.Liability, one.ResponsibilityClass?.Code) == (other.Validity, other.Liability, other.ResponsibilityClass?.Code);
}
