namespace CaseFlow.Complaints;

/// <summary>Why a complaint command is refused.</summary>
public static class ComplaintRefusals
{
    public static readonly Refusal NotRegistered = new("not-registered", "There is no such case.");
    public static readonly Refusal AlreadyResolved = new("already-resolved", "The case is resolved; reopen it to work on it.");
    public static readonly Refusal AlreadyClosed = new("already-closed", "The case is closed; reopen it to work on it.");
    public static readonly Refusal Withdrawn = new("withdrawn", "The customer withdrew the complaint.");
    public static readonly Refusal MergedElsewhere = new("merged-elsewhere", "The case is handled within another one; work there, or unmerge it.");
    public static readonly Refusal ClaimedByAnother = new("claimed-by-another", "Another agent has claimed the case; wait until the lease ends or have it assigned.");
    public static readonly Refusal NotYours = new("not-yours", "The case is in another agent's hands.");
    public static readonly Refusal HandOverPending = new("hand-over-pending", "A department was asked and has not answered yet.");
    public static readonly Refusal NotAskedOfDepartment = new("not-asked-of-department", "This department was not asked to take the case on.");
    public static readonly Refusal AnotherAnswerAwaited = new("another-answer-awaited", "The handling waits for another party already; resume it first.");
    public static readonly Refusal VerdictIncoherent = new("verdict-incoherent", "Only a valid complaint has a liability, and only a liable operator a responsibility class; then both are required.");
    public static readonly Refusal NotVerified = new("not-verified", "The matter has not been verified; verify it first.");
    public static readonly Refusal AlreadyVerified = new("already-verified", "There is a verdict; revise it with a reason.");
    public static readonly Refusal ClaimUnknown = new("claim-unknown", "The case has no such claim.");
    public static readonly Refusal ClaimSettled = new("claim-settled", "The claim has ended already.");
    public static readonly Refusal ClaimNotAssessed = new("claim-not-assessed", "Assess the claim first.");
    public static readonly Refusal ClaimSatisfiable = new("claim-satisfiable", "The claim can be met; an alternative is for one that cannot.");
    public static readonly Refusal AlternativeMissing = new("alternative-missing", "No alternative was offered for this claim.");
    public static readonly Refusal ClaimNotSatisfiable = new("claim-not-satisfiable", "The claim was assessed as one that cannot be met; offer an alternative or decline it.");
    public static readonly Refusal ClaimsUnsettled = new("claims-unsettled", "Some claims have not ended; settle each before the case is resolved.");
    public static readonly Refusal AgreementStands = new("agreement-stands", "An agreement was reached in this episode already.");
    public static readonly Refusal StageHasOwnFact = new("stage-has-own-fact", "This step is recorded by what was done in it, not by itself.");
    public static readonly Refusal ScoreOutOfRange = new("score-out-of-range", "A score is 1 to 5, with at most two decimals.");
    public static readonly Refusal NotHigher = new("not-higher", "An escalation goes to a higher level than the present one.");
    public static readonly Refusal NotLower = new("not-lower", "A de-escalation goes to a lower level than the present one.");
    public static readonly Refusal NotResolved = new("not-resolved", "Only a resolved case is closed.");
    public static readonly Refusal CallbackOutstanding = new("callback-outstanding", "The customer has not been called back; the case closes on the callback's result.");
    public static readonly Refusal CustomerDissatisfied = new("customer-dissatisfied", "The customer is not satisfied; reopen the case.");
    public static readonly Refusal CustomerNotReached = new("customer-not-reached", "The customer was not reached, which is not satisfaction; say so explicitly to close all the same.");
    public static readonly Refusal NotEnded = new("not-ended", "The case is open already.");
    public static readonly Refusal SelfLink = new("self-link", "A case cannot be linked to itself.");
    public static readonly Refusal OtherCustomer = new("case-of-another-customer", "The two cases are of different customers.");
    public static readonly Refusal LinkNotProposed = new("link-not-proposed", "No such repeat link was proposed.");
    public static readonly Refusal LinkDecided = new("link-decided", "The repeat link was decided the other way already.");
    public static readonly Refusal TargetNotRegistered = new("target-not-registered", "There is no such other case.");
    public static readonly Refusal TargetMerged = new("target-merged", "The other case is itself merged; name the case that it is handled in.");
    public static readonly Refusal TargetEnded = new("target-ended", "The other case has ended; reopen it first, or link the two as a repeat.");
    public static readonly Refusal NotMerged = new("not-merged", "The case stands for itself.");

    public static readonly Refusal DefinitionUnknown = new("definition-unknown", "There was no such version when it happened.");
    public static readonly Refusal DefinitionWithdrawn = new("definition-withdrawn", "The version had been taken back, or a later one had taken its place; use the one in force.");
    public static readonly Refusal DefinitionNotValid = new("definition-not-valid", "The version is not valid on that day.");
    public static readonly Refusal DefinitionOfOtherCases = new("definition-of-other-cases", "The definition is for cases of other topics or places.");

    /// <summary>Why no work may be recorded on a case that <see cref="Complaint.IsOpen"/> says is not open.</summary>
    public static Refusal NotOpen(Complaint complaint)
    {
        ArgumentNullException.ThrowIfNull(complaint);
        return complaint.Status switch
        {
            ComplaintStatus.Unregistered => NotRegistered,
            ComplaintStatus.Resolved => AlreadyResolved,
            ComplaintStatus.Closed => AlreadyClosed,
            ComplaintStatus.Withdrawn => Withdrawn,
            ComplaintStatus.Merged => MergedElsewhere,
            ComplaintStatus.Received or ComplaintStatus.Acknowledged or ComplaintStatus.Handling => throw new ArgumentException("The case is open.", nameof(complaint)),
        };
    }
}
