using CaseFlow.Access;
using CaseFlow.Clocks;
using CaseFlow.Complaints;
using CaseFlow.Definitions;
using CaseFlow.Exports;
using CaseFlow.FollowUps;
using CaseFlow.Inspections;
using CaseFlow.PersonalData;
using CaseFlow.ServiceMeetings;
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

    private static readonly AccountId Account = new(new Guid("0000000f-0000-0000-0000-000000000001"));

    private static readonly ClockMoment Moment = new()
    {
        Complaint = Case,
        Region = Nanjing,
        Obligation = Obligation.AnswerHandOver,
        Episode = 1,
        Sequence = 2,
        Department = "network",
        Policy = "answer-hand-over",
        PolicyVersion = 1,
        Share = 80,
        ReachedAt = Monday,
        DueAt = Jiangsu(28, 10, 0),
    };

    private static readonly ClockTerms ClockTerms = new()
    {
        Obligation = Obligation.AnswerHandOver,
        Reach = new()
        {
            Kinds = [ComplaintKind.Complaint],
            Sources = ["regulator-transfer"],
            ExceptSources = ["import"],
            Tiers = ["gold"],
            Topics = ["network"],
            Places = ["cn-js"],
            Departments = ["network"],
            FromLevel = EscalationLevel.City,
        },
        Limit = 240,
        Unit = LimitUnit.WorkingMinutes,
        Calendar = "desk",
        WarnAt = [50, 80],
        PausesFor = [AwaitedParty.Customer],
        Rank = 10,
        Active = true,
        Rule = new("电信用户申诉处理办法", "Measures for telecom users' appeals", Verified: true),
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
        new HandlingPaused(AwaitedParty.ThirdParty, Reason),
        new HandlingResumed(AwaitedParty.ThirdParty, new("v1.note")),
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
        new KeyMomentScored(BlueprintStage.Negotiate, 4.76m) { StandardVersion = 1 },
        new ReplyWordingGiven { Wording = "roaming-activation", Version = 2, Customer = Zhang, Region = Nanjing, Topic = Roaming },
        new HandlingModelApplied { Model = "roaming-activation", Version = 1, Customer = Zhang, Region = Nanjing, Topic = Roaming },
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
        new TermListPublished("topics", 1, [new("network", "网络", "Network"), new("billing", "账单", "Billing", Retired: true)], "First list") { Moves = [new("billing", TermFate.Split, "network", ["network", "network.data"])] },
        new ReplyWordingPublished("roaming-activation", 2, PublishingReplyWordings.Terms, "The rule was put right"),
        new ReplyWordingWithdrawn("roaming-activation", 1, "It promised too much"),
        new HandlingModelPublished("roaming-activation", 1, PublishingHandlingModels.Terms, "First model"),
        new HandlingModelRetired("roaming-activation", 1, "The process is another one"),
        new KeyMomentStandardPublished(BlueprintStage.Verify, 1, PublishingKeyMomentStandards.Terms, "First standard"),
        new PriorityMatrixPublished(1, PublishingAPriorityMatrix.Terms, OpenCases.GradedAnew, "First matrix"),
        new RepeatRulePublished(new(1, 30, 2, [ComplaintKind.Complaint, ComplaintKind.Fault], 100), "Monthly report"),
        new AccountCreated(Account, "li.na", "李娜", "cn-js.nanjing"),
        new RoleGranted(new(Role.SpecialistDepartment, "cn-js.nanjing", "network")),
        new RoleWithdrawn(new(Role.SpecialistDepartment, "cn-js.nanjing", "network")),
        new PasswordSet(new(new Guid("0000000f-0000-0000-0000-000000000002")), MustBeReplaced: true),
        new AccountLocked(Monday),
        new AccountUnlocked(),
        new AccountBlocked("Left the company"),
        new AccountRestored(),
        new TokenIssued
        {
            Token = new(new Guid("0000000f-0000-0000-0000-000000000009")),
            Name = "hotline",
            Roles = [Role.DeskAgent, Role.SpecialistDepartment],
            Territory = "cn-js",
            Department = "network",
            ExpiresAt = Monday,
            SpeaksForOthers = true,
        },
        new TokenRevoked(),
        new CallbackPolicyPublished(Terms, [ComplaintKind.Complaint, ComplaintKind.Fault], "Follow-up"),
        new RetentionSchedulePublished(new(1, [new(null, 6, "Operator's rule 12"), new(ComplaintKind.Complaint, 24, "Operator's rule 7")]), "First schedule"),
        new CalendarPublished
        {
            Calendar = "desk",
            Place = "cn-js.nanjing",
            Version = 1,
            ValidFrom = new(2011, 1, 1),
            Terms = new()
            {
                Zone = "Asia/Shanghai",
                Week = [new(DayOfWeek.Monday, [new(new(9, 0), new(12, 0)), new(new(13, 30), new(18, 0))])],
                Days = [new(new(2011, 2, 12), [new(new(9, 0), new(18, 0))], "春节调休上班", "Make-up day of the Spring Festival")],
                Sources = ["国办发明电〔2010〕40号"],
            },
            Running = RuleChange.Replanned,
            Reason = "Holidays of the year",
        },
        new ClockPolicyPublished { Policy = "answer-hand-over", Version = 1, Terms = ClockTerms, Running = RuleChange.FrozenAtStart, Reason = "Service standard" },
        new ClockWarned(Moment),
        new ClockBreached(Moment with { Share = 100 }),
        new PersonalDataRevealed(Zhang, Nanjing, RevealPurpose.CallCustomer, Case, Li, Monday, Words, Emergencies.EmergencyCast.Outage),
        new ErasureRequested(Zhang, Nanjing, ErasureGround.SubjectRequest, Li, new("v1.note"), Schedule: 1),
        new ErasureApproved(Zhang, Li),
        new ErasureRejected(Zhang, ErasureObstacle.DutyToKeep, Li),
        new ErasureWithdrawn(Zhang, Li),
        new PersonalDataErased(Zhang, ErasureCause.ApprovedRequest, "0a1b2c3d4e5f6071", 12, Monday),
        new LegalHoldPlaced(Zhang, Nanjing, "2026-017", HoldCause.Litigation, Li),
        new LegalHoldLifted(Zhang, "2026-017", Li),
        new SubjectAccessExported(Zhang, Nanjing, 12, Li),
        new ScorecardPublished("complaint-handling", 1, RatingACase.Card, "First card"),
        new InspectionSampleDrawn
        {
            Sample = RatingACase.Sample,
            Rule = new()
            {
                Region = Nanjing, From = Monday, Before = Monday.AddDays(30), Topic = "network", Kinds = [ComplaintKind.Complaint, ComplaintKind.Fault], ClosedOnly = true, By = Stratification.Topic, Percent = 12.5m,
            },
            Seed = 20110627,
            SeedNamed = true,
            Position = 4711,
            Card = "complaint-handling",
            CardVersion = 1,
            Strata = [new("network", 8, [new(Case, Zhang, Nanjing, Li)])],
        },
        new RatersAssigned(["qian.yu", "zhou.min"], 50, [new(Case, ["qian.yu", "zhou.min"])]),
        new RaterReplaced(Case, "qian.yu", "wu.fan"),
        RatingACase.Inspected with { Comment = new("v1.comment") },
        new FindingAppealed(RatingACase.Sample, Case, "qian.yu", AppealGround.EvidenceOverlooked, Li, new("v1.note")),
        new FindingConfirmed(RatingACase.Sample, Case, "qian.yu", ReviewGround.CardFollowed, "zhou.min", new("v1.note")),
        new FindingCorrected(RatingACase.Sample, Case, "qian.yu", RatingACase.Full, new(100, [], Passed: true), ReviewGround.EvidenceAdded, "zhou.min", new("v1.note")),
        .. Tracing.TracingSamples.Events,
        new ExportBegun
        {
            Export = new(new Guid("00000010-0000-0000-0000-000000000001")),
            Form = ExportForm.Evidence,
            Territory = "cn-js.nanjing",
            Narrowed = ["kind=Fault", "topic"],
            InClear = true,
            Purpose = RevealPurpose.LegalRequest,
            Complaint = Case,
        },
        new ExportCompleted(12, "5f1d7a84db00d2fce00b31a7fc73224f"),
        new ExportBrokenOff(7, ExportBreak.CallerLeft),
        MeetingCast.Convened,
        MeetingCast.RoamingAdded with { Title = new("v1.title") },
        new AgendaItemMoved(MeetingCast.RoamingItem, 2),
        new AgendaItemDropped(MeetingCast.RoamingItem, Reason),
        MeetingCast.Frozen,
        MeetingCast.Held,
        new AgendaItemMinuted(MeetingCast.RoamingItem, new("v1.minutes")),
        MeetingCast.Requested,
        new SupportAnswered(MeetingCast.Rule, new("v1.answer")),
        MeetingCast.Published,
        MeetingCast.Decided,
        new ResolutionProgressReported(new("v1.report")),
        new ResolutionCarriedOver(MeetingCast.NextWeekly, 2),
        new ResolutionDone(MeetingCast.Fewer),
        new ResolutionDropped(Reason),
        .. Warnings.WarningSamples.Events,
        .. Emergencies.EmergencyCast.Events,
        .. Kpis.SeriesSamples.Events,
        new Kpis.KpiDefinitionPublished("first-contact-resolution", 2, Kpis.PublishingKpiDefinitions.Terms with { NoteZh = "不含热线自助", NoteEn = "Without self-service on the hotline" }, new(2011, 3, 1), "Two contacts are settled at first contact too"),
        .. Reminders.ReminderCast.Events,
    ];
}
