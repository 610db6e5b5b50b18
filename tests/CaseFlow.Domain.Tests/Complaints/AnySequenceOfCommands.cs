using CaseFlow.FollowUps;
using FsCheck;
using FsCheck.Fluent;
using static CaseFlow.Cast;

namespace CaseFlow.Complaints;

using Command = Step<Complaint, ComplaintEvent>;

public sealed class AnySequenceOfCommands
{
    /// <summary>From where to where a case may go.</summary>
    private static readonly Dictionary<ComplaintStatus, ComplaintStatus[]> Ways = new()
    {
        [ComplaintStatus.Unregistered] = [ComplaintStatus.Received],
        [ComplaintStatus.Received] = [ComplaintStatus.Acknowledged, ComplaintStatus.Handling, ComplaintStatus.Resolved, ComplaintStatus.Withdrawn, ComplaintStatus.Merged],
        [ComplaintStatus.Acknowledged] = [ComplaintStatus.Handling, ComplaintStatus.Resolved, ComplaintStatus.Withdrawn, ComplaintStatus.Merged],
        [ComplaintStatus.Handling] = [ComplaintStatus.Resolved, ComplaintStatus.Withdrawn, ComplaintStatus.Merged],
        [ComplaintStatus.Resolved] = [ComplaintStatus.Closed, ComplaintStatus.Handling, ComplaintStatus.Withdrawn],
        [ComplaintStatus.Closed] = [ComplaintStatus.Handling],
        [ComplaintStatus.Withdrawn] = [ComplaintStatus.Handling],
        [ComplaintStatus.Merged] = [ComplaintStatus.Received, ComplaintStatus.Acknowledged, ComplaintStatus.Handling],
    };

    [Fact]
    public void Leads_to_a_state_that_its_stored_events_fold_to() => Sequences.Of(AnyCommand, commands =>
    {
        var (state, events, _) = Carried(commands);
        Assert.Equal(Shown.Text(A.Complaint.Fold(events)), Shown.Text(state));
    });

    [Fact]
    public void Moves_a_case_only_along_its_ways() => Sequences.Of(AnyCommand, commands =>
    {
        var complaint = Complaint.Unregistered;
        foreach (var @event in Carried(commands).Events)
        {
            var next = Complaint.Evolve(complaint, @event);
            Assert.True(next.Status == complaint.Status || Ways[complaint.Status].Contains(next.Status), $"{complaint.Status} went to {next.Status} by {@event}");
            complaint = next;
        }
    });

    [Fact]
    public void Records_nothing_when_it_is_refused_and_decides_the_same_when_asked_again() => Sequences.Of(AnyCommand, commands =>
    {
        var complaint = Complaint.Unregistered;
        foreach (var command in commands)
        {
            var (decision, again) = (command.Decide(complaint), command.Decide(complaint));
            Assert.Equal(decision.Refusal, again.Refusal);
            Assert.Equal(decision.Events, again.Events);
            if (decision.Refusal is not null) Assert.Empty(decision.Events);
            complaint = decision.Events.Aggregate(complaint, Complaint.Evolve);
        }
    });

    [Fact]
    public void Records_once_what_is_said_twice() => Sequences.Of(AnyCommand, commands =>
    {
        var complaint = Complaint.Unregistered;
        foreach (var command in commands)
        {
            complaint = command.Decide(complaint).Events.Aggregate(complaint, Complaint.Evolve);
            if (!command.MayRecur) Assert.Empty(command.Decide(complaint).Events);
        }
    });

    [Fact]
    public void Reaches_every_status() => Assert.Equal(
        Enum.GetValues<ComplaintStatus>(),
        Sequences.Sample(AnyCommand).SelectMany(commands => Carried(commands).Passed).Distinct().Order());

    private static (Complaint State, List<ComplaintEvent> Events, List<ComplaintStatus> Passed) Carried(IReadOnlyList<Command> commands)
    {
        var (complaint, events) = (Complaint.Unregistered, new List<ComplaintEvent>());
        var passed = new List<ComplaintStatus> { complaint.Status };
        foreach (var command in commands)
        {
            var decision = command.Decide(complaint);
            events.AddRange(decision.Events);
            complaint = decision.Events.Aggregate(complaint, Complaint.Evolve);
            passed.Add(complaint.Status);
        }

        return (complaint, events, passed);
    }

    private static Gen<Command> Saying<T>(Gen<T> commands, Func<Complaint, T, Decision<ComplaintEvent>> decide, bool mayRecur = false)
        where T : notnull => commands.Select(command => new Command(command.ToString()!, mayRecur, complaint => decide(complaint, command)));

    private static readonly Gen<ClaimId> AnyClaim = Gen.Elements(Refund, Apology);
    private static readonly Gen<Definitions.DefinitionStanding> AnyStanding = Gen.Elements(Enum.GetValues<Definitions.DefinitionStanding>());
    private static readonly Gen<string> AnyAgent = Gen.Elements(Li, Chen);
    private static readonly Gen<Definitions.Term> AnyDepartment = Gen.Elements(NetworkDepartment, BillingDepartment);
    private static readonly Gen<BlueprintStage> AnyStage = Gen.Elements(Enum.GetValues<BlueprintStage>());
    private static readonly Gen<EscalationLevel> AnyLevel = Gen.Elements(Enum.GetValues<EscalationLevel>());
    private static readonly Gen<Verdict> AnyVerdict = Gen.Elements(Verified.Verdict, new Verdict(Validity.Invalid), new Verdict(Validity.Valid, Liability.NotLiable), new Verdict(Validity.Valid));
    private static readonly Gen<ComplaintFacts> AnyOther =
        from id in Gen.Elements(Case, EarlierCase, ThirdCase)
        from status in Gen.Elements(Enum.GetValues<ComplaintStatus>())
        from customer in Gen.Elements(Zhang, Zhang, Zhang, Wang)
        select Facts(id, status, customer);

    private static readonly Gen<ClaimAssessment> AnyAssessment =
        from satisfiable in Gen.Elements(true, false)
        from version in Gen.Choose(1, 2)
        select new ClaimAssessment(Reasonableness.Reasonable, new("refund", version), ClaimRank.Primary, satisfiable);

    private static readonly Gen<CloseComplaint> AnyClosure =
        from result in Gen.Elements<CallbackResult?>(null, CallbackResult.Satisfied, CallbackResult.Dissatisfied, CallbackResult.Unreachable)
        from called in Gen.Elements(true, false)
        from owed in Gen.Elements(true, false)
        from accept in Gen.Elements(true, false)
        from elsewhere in Gen.Elements(false, false, false, true)
        select new CloseComplaint(called ? new(Call, result) : null, owed, accept, elsewhere);

    /// <summary>Registering and resolving come more often than chance would have them, or most sequences would stay at their beginning.</summary>
    private static readonly Gen<Command> AnyCommand = Gen.OneOf(
        Saying(Gen.Constant(new RegisterComplaint(Registered)), IntakeDecisions.Register),
        Saying(Gen.Constant(new RegisterComplaint(Registered)), IntakeDecisions.Register),
        Saying(Gen.Elements(Roaming, Billing).Select(topic => new ReclassifyComplaint(ComplaintKind.Fault, topic, Reason)), IntakeDecisions.Reclassify),
        Saying(Gen.Constant(new AcknowledgeComplaint(Hotline)), IntakeDecisions.Acknowledge),
        Saying(AnyAgent.Select(agent => new AssignComplaint(agent)), HandlingDecisions.Assign),
        Saying(from agent in AnyAgent from minutes in Gen.Choose(0, 120) select new ClaimComplaint(agent, Monday.AddMinutes(minutes), TimeSpan.FromHours(1)), HandlingDecisions.Claim),
        Saying(AnyAgent.Select(agent => new ReleaseComplaint(agent)), HandlingDecisions.Release),
        Saying(AnyDepartment.Select(department => new HandOverComplaint(department, Reason)), HandlingDecisions.HandOver),
        Saying(AnyDepartment.Select(department => new AcceptHandOver(department.Code)), HandlingDecisions.Accept),
        Saying(AnyDepartment.Select(department => new RejectHandOver(department.Code, Reason)), HandlingDecisions.Reject),
        Saying(AnyVerdict.Select(verdict => new VerifyComplaint(verdict, Words)), KeyMomentDecisions.Verify),
        Saying(AnyVerdict.Select(verdict => new ReviseVerdict(verdict, Reason)), KeyMomentDecisions.Revise),
        Saying(Gen.Constant(new ClarifyComplaint(Words)), KeyMomentDecisions.Clarify, mayRecur: true),
        Saying(Gen.Constant(new ReachAgreement(Words)), KeyMomentDecisions.Agree),
        Saying(Gen.Constant(new GiveCare(new("voucher", 1), Words)), KeyMomentDecisions.Care, mayRecur: true),
        Saying(AnyStage.Select(stage => new CarryOutStage(stage, Words)), KeyMomentDecisions.CarryOut),
        Saying(from stage in AnyStage from score in Gen.Choose(50, 550) select new ScoreKeyMoment(stage, score / 100m), KeyMomentDecisions.Score),
        Saying(from version in Gen.Choose(1, 2) from standing in AnyStanding select new GiveReplyWording(new("roaming", version), standing), DefinitionUseDecisions.Give),
        Saying(from version in Gen.Choose(1, 2) from standing in AnyStanding select new ApplyHandlingModel(new("roaming", version), standing), DefinitionUseDecisions.Apply),
        Saying(AnyClaim.Select(claim => new RaiseClaim(claim, ClaimRank.Primary, Words)), ClaimDecisions.Raise),
        Saying(from claim in AnyClaim from assessment in AnyAssessment select new AssessClaim(claim, assessment), ClaimDecisions.Assess),
        Saying(AnyClaim.Select(claim => new OfferAlternative(claim, Words)), ClaimDecisions.Offer, mayRecur: true),
        Saying(from claim in AnyClaim from outcome in Gen.Elements(Enum.GetValues<ClaimOutcome>()) select new SettleClaim(claim, outcome), ClaimDecisions.Settle),
        Saying(from claim in AnyClaim from outcome in Gen.Elements(Enum.GetValues<ClaimOutcome>()) select new SettleClaim(claim, outcome), ClaimDecisions.Settle),
        Saying(AnyLevel.Select(level => new EscalateComplaint(level, EscalationOrigin.Media, Reason)), EscalationDecisions.Escalate),
        Saying(AnyLevel.Select(level => new DeescalateComplaint(level, Reason)), EscalationDecisions.Deescalate),
        Saying(Gen.Constant(new ResolveComplaint(Words)), ClosureDecisions.Resolve),
        Saying(Gen.Constant(new ResolveComplaint(Words)), ClosureDecisions.Resolve),
        Saying(AnyClosure, ClosureDecisions.Close),
        Saying(Gen.Constant(new ReopenComplaint(ReopenCause.ProblemReturned, Reason)), ClosureDecisions.Reopen),
        Saying(Gen.Constant(new WithdrawComplaint(Reason)), ClosureDecisions.Withdraw),
        Saying(AnyOther.Select(other => new ProposeRepeatLink(other, new(1, 30, 2, 12))), LinkDecisions.Propose),
        Saying(Gen.Elements(EarlierCase, ThirdCase).Select(other => new AcceptRepeatLink(other)), LinkDecisions.Accept),
        Saying(Gen.Elements(EarlierCase, ThirdCase).Select(other => new RejectRepeatLink(other, Reason)), LinkDecisions.Reject),
        Saying(AnyOther.Select(other => new MergeComplaint(other, Reason)), LinkDecisions.Merge),
        Saying(Gen.Constant(new UnmergeComplaint(Reason)), LinkDecisions.Unmerge));
}
