using CaseFlow.Complaints;
using CaseFlow.Definitions;
using CaseFlow.FollowUps;
using static CaseFlow.Cast;

namespace CaseFlow;

/// <summary>Every event once, with every field filled in.</summary>
public static class Samples
{
    private static readonly CustomerSnapshot Customer = new()
    {
        Customer = Zhang,
        Tier = new("gold", 1),
        Brand = new("gotone", 1),
        Roaming = RoamingState.International,
        Name = new("v1.name"),
        ServiceNumber = new("v1.number"),
        ServiceNumberHash = "5f1d7a84db00d2fce00b31a7fc73224f",
        Account = new("v1.account"),
        Address = new("v1.address"),
    };

    private static readonly Verdict Liable = new(Validity.Valid, Liability.Liable, new("publicity", 1));

    public static IReadOnlyList<object> Events { get; } =
    [
        Registered with { Customer = Customer, RemedySought = new("v1.remedy"), ExternalReference = "MIIT-2011-0042", DataFlags = ["closure-before-opening"] },
        new ComplaintReclassified(ComplaintKind.Fault, Roaming, Reason),
        new ComplaintAcknowledged(Hotline),
        new ComplaintAssigned(Li),
        new ComplaintClaimed(Li, Monday),
        new ComplaintReleased(Li),
        new ComplaintHandedOver(NetworkDepartment, Reason),
        new HandOverAccepted(NetworkDepartment),
        new HandOverRejected(NetworkDepartment, Reason),
        new ComplaintVerified(Liable, new("v1.findings")),
        new VerdictRevised(Liable, Reason),
        new ComplaintClarified(new("v1.explanation")),
        new ClaimRaised(Refund, ClaimRank.Primary, new("v1.demand")),
        new ClaimAssessed(Refund, Reasonableness.Reasonable, new("refund", 1), ClaimRank.Primary, Satisfiable: true),
        new AlternativeOffered(Refund, new("v1.alternative")),
        new ClaimSettled(Refund, ClaimOutcome.AlternativeAccepted),
        new AgreementReached(new("v1.terms")),
        new CareGiven(new("voucher", 1), new("v1.note")),
        new StageCarriedOut(BlueprintStage.GuideEmotion, new("v1.note")),
        new KeyMomentScored(BlueprintStage.Negotiate, 4.76m),
        new ComplaintEscalated(EscalationLevel.City, EscalationOrigin.Customer, Reason),
        new ComplaintDeescalated(EscalationLevel.Team, Reason),
        new ComplaintResolved(new("v1.resolution"), Episode: 1),
        new ComplaintClosed(ClosureBasis.CustomerSatisfied, Call, Episode: 1),
        new ComplaintReopened(2, ReopenCause.ProblemReturned, Reason),
        new ComplaintWithdrawn(Reason),
        new RepeatLinkProposed(EarlierCase, new(RuleVersion: 1, WindowDays: 30, TopicLevel: 2, DaysBetween: 12)),
        new RepeatLinkAccepted(EarlierCase),
        new RepeatLinkRejected(EarlierCase, Reason),
        new ComplaintMerged(EarlierCase, Reason),
        new ComplaintUnmerged(EarlierCase, Reason),
        new ContactRecorded
        {
            Contact = new(new Guid("0000000b-0000-0000-0000-000000000001")),
            Customer = Customer,
            Channel = Hotline,
            Direction = ContactDirection.Inbound,
            Outcome = ContactOutcome.IvrLocked,
            Region = Nanjing,
            Place = new("v1.place"),
            CustomerSaid = new("v1.said"),
            OperatorDid = new("v1.did"),
            Lock = new(HandledNumberTries: 3, CallingNumberTries: 1, Jiangsu(29, 22, 11, 54)),
        },
        new ContactLinked(Case),
        new ContactUnlinked(Case, Reason),
        Scheduled,
        FellDue,
        new CallbackTaken(Li, 1, Monday),
        new CallbackRaised(1, CallbackRaise.NotTaken),
        new CallbackAttempted(1, CallbackOutcome.NoAnswer, new("v1.note")),
        new CallbackPutOff(2, Monday),
        new CallbackCompleted(CallbackResult.Satisfied),
        new CallbackCancelled(CallbackCancellation.ComplaintReopened),
        new TermListPublished("topics", 1, [new("network", "网络", "Network"), new("billing", "账单", "Billing", Retired: true)], "First list"),
        new RepeatRulePublished(new(1, 30, 2, [ComplaintKind.Complaint, ComplaintKind.Fault], 100), "Monthly report"),
        new CallbackPolicyPublished(Terms, [ComplaintKind.Complaint, ComplaintKind.Fault], "Follow-up"),
    ];
}
