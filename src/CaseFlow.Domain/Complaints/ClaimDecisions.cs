namespace CaseFlow.Complaints;

/// <summary>Record one thing that the customer asks for.</summary>
public sealed record RaiseClaim(ClaimId Claim, ClaimRank Rank, Sealed Demand);

/// <summary>Judge a claim.</summary>
public sealed record AssessClaim(ClaimId Claim, ClaimAssessment Assessment);

/// <summary>Offer something else in place of a claim that cannot be met.</summary>
public sealed record OfferAlternative(ClaimId Claim, Sealed Alternative);

/// <summary>End a claim.</summary>
public sealed record SettleClaim(ClaimId Claim, ClaimOutcome Outcome);

/// <summary>What becomes of the single things that a customer asks for.</summary>
public static class ClaimDecisions
{
    public static Decision<ComplaintEvent> Raise(Complaint complaint, RaiseClaim command) => complaint switch
    {
        { IsOpen: false } => ComplaintRefusals.NotOpen(complaint),
        _ when complaint.Claims.ContainsKey(command.Claim) => Decision.Nothing,
        _ => new ClaimRaised(command.Claim, command.Rank, command.Demand),
    };

    public static Decision<ComplaintEvent> Assess(Complaint complaint, AssessClaim command) => complaint switch
    {
        { IsOpen: false } => ComplaintRefusals.NotOpen(complaint),
        _ when !complaint.Claims.ContainsKey(command.Claim) => ComplaintRefusals.ClaimUnknown,
        _ when complaint.Claims[command.Claim].Outcome is not null => ComplaintRefusals.ClaimSettled,
        _ when Same(complaint.Claims[command.Claim].Assessment, command.Assessment) => Decision.Nothing,
        _ => new ClaimAssessed(command.Claim, command.Assessment.Reasonableness, command.Assessment.Class, command.Assessment.Rank, command.Assessment.Satisfiable),
    };

    /// <remarks>A second offer is a fact of its own: sealed texts cannot be compared.</remarks>
    public static Decision<ComplaintEvent> Offer(Complaint complaint, OfferAlternative command) => Find(complaint, command.Claim) switch
    {
        _ when !complaint.IsOpen => ComplaintRefusals.NotOpen(complaint),
        null => ComplaintRefusals.ClaimUnknown,
        { Outcome: not null } => ComplaintRefusals.ClaimSettled,
        { Assessment: null } => ComplaintRefusals.ClaimNotAssessed,
        { Assessment.Satisfiable: true } => ComplaintRefusals.ClaimSatisfiable,
        _ => new AlternativeOffered(command.Claim, command.Alternative),
    };

    public static Decision<ComplaintEvent> Settle(Complaint complaint, SettleClaim command) => Find(complaint, command.Claim) switch
    {
        _ when !complaint.IsOpen => ComplaintRefusals.NotOpen(complaint),
        null => ComplaintRefusals.ClaimUnknown,
        { Outcome: { } outcome } when outcome == command.Outcome => Decision.Nothing,
        { Outcome: not null } => ComplaintRefusals.ClaimSettled,
        { Assessment: null } when command.Outcome != ClaimOutcome.Dropped => ComplaintRefusals.ClaimNotAssessed,
        { Assessment.Satisfiable: false } when command.Outcome == ClaimOutcome.Granted => ComplaintRefusals.ClaimNotSatisfiable,
        { Alternative: false } when command.Outcome == ClaimOutcome.AlternativeAccepted => ComplaintRefusals.AlternativeMissing,
        _ => new ClaimSettled(command.Claim, command.Outcome),
    };

    private static bool Same(ClaimAssessment? one, ClaimAssessment other) => one is not null && one with { Class = other.Class } == other && one.Class.Code == other.Class.Code;

    private static Claim? Find(Complaint complaint, ClaimId id) => complaint.Claims.GetValueOrDefault(id);
}
