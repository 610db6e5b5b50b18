using CaseFlow.Definitions;
using CaseFlow.Warnings;
using static CaseFlow.Cast;

namespace CaseFlow.Emergencies;

/// <summary>The emergency that the specs speak of: on Monday from ten on, roaming fails.</summary>
public static class EmergencyCast
{
    public static readonly EmergencyId Outage = new(new Guid("00000014-0000-0000-0000-000000000001"));
    public static readonly TraceId Review = new(new Guid("00000012-0000-0000-0000-000000000009"));
    public static readonly CustomerId Silent = new(new Guid("0000000a-0000-0000-0000-000000000009"));
    public static readonly Term Service = new("customer-service", 1);
    public const string Branch = "cn-js.nanjing";

    public static readonly EmergencyPlanTerms Plan = new()
    {
        PlanVersion = 1,
        Targets =
        [
            new(FirstTime.Alert, FirstTimeStart.Proposed, 15),
            new(FirstTime.OnScene, FirstTimeStart.AlertIssued, 60),
            new(FirstTime.ReplyLine, FirstTimeStart.AlertIssued, 30),
            new(FirstTime.PublicFeedback, FirstTimeStart.FirstMediaReport, 120),
            new(FirstTime.Callback, FirstTimeStart.FaultCleared, 1440),
            new(FirstTime.Relay, FirstTimeStart.AlertIssued, 30),
        ],
        OnScene = [NetworkDepartment, Service],
        Zone = "Asia/Shanghai",
        Rest = [new(new(21, 0), new(8, 0)), new(new(12, 0), new(14, 0))],
        CallsPerHour = 60,
        RetryAfterMinutes = [60],
    };

    public static readonly EmergencyProposed Proposed = new()
    {
        Emergency = Outage,
        Title = "Roaming fails",
        Account = "Activation answers with an error since ten",
        Region = Nanjing,
        Topics = [Roaming],
        BeganAt = Monday.AddMinutes(-5),
        IsDrill = false,
        Plan = Plan,
    };

    public static readonly EmergencyProposed Drill = Proposed with { IsDrill = true };
    public static readonly EmergencyDeclared Declared = new("Two hundred complaints in an hour", [Branch]);
    public static readonly EmergencyDismissed Dismissed = new("A test of the portal");
    public static readonly FrozenQuery Query = new() { Words = "Roaming on Monday", Topics = ["network.roaming"], Territory = Branch, From = Monday, Until = Monday.AddHours(1), Position = 42 };
    public static readonly ComplaintsLinked Linked = new([new(Case, Zhang), new(EarlierCase, Wang), new(ThirdCase, Zhang)], Query);
    public static readonly AffectedCustomersListed Listed = new([new(Silent, Words), new(Wang)], Query);
    public static readonly RosterAssigned Sponsor = new(CommandRole.ExecutiveSponsor, Chen, NetworkDepartment);
    public static readonly FirstTimeMet Alerted = new() { Clock = FirstTime.Alert, Evidence = "Text message to the roster", By = Chen };
    public static readonly FirstTimeMet NetworkThere = new() { Clock = FirstTime.OnScene, Evidence = "Signed in at the hotline floor", By = Chen, Department = NetworkDepartment };
    public static readonly FirstTimeMet ServiceThere = NetworkThere with { Department = Service };
    public static readonly FirstTimeMet HeadquartersTold = new() { Clock = FirstTime.Relay, Evidence = "Fax 12", By = Chen, Recipient = Emergency.Headquarters };
    public static readonly FirstTimeMet BranchTold = HeadquartersTold with { Recipient = Branch };
    public static readonly EmergencyFaultCleared Cleared = new("Activation works since eleven");
    public static readonly ReplyLinePublished Line = new() { Version = 1, Words = "We are mending it", Channels = [Hotline], ValidFrom = Monday, ApprovedBy = Chen };
    public static readonly ReplyLineGiven Given = new(1, [new(Zhang, Case)]);
    public static readonly ReplyLineWithdrawn Withdrawal = new(1, "It names a wrong hour", 1);
    public static readonly MediaLogged Forum = new(MediaKind.Forum, "Xici", "Many say that roaming fails", null);

    /// <summary>The plan of calls that <see cref="Linked"/> and <see cref="Listed"/> lead to on Monday at ten.</summary>
    public static readonly EmergencyCallbacksPlanned Calls = new([new(Zhang, Case, Monday), new(Wang, EarlierCase, Monday.AddMinutes(1)), new(Silent, null, Monday.AddMinutes(2))]);

    /// <summary>Closed in the afternoon.</summary>
    public static EmergencyCallbackClosed Closed(CustomerId customer) => new(customer, EmergencyCallbackOutcome.Informed, Words);

    /// <summary>Events of an emergency that was declared, each at a number of minutes after ten on Monday.</summary>
    public static IReadOnlyList<EmergencyFact> Facts(params IEnumerable<(EmergencyEvent Event, int Minute)> events) => [.. events.Select(one => new EmergencyFact(one.Event, Monday.AddMinutes(one.Minute), Chen))];

    public static IReadOnlyList<object> Events { get; } =
    [
        Proposed with { Warning = new WarningId(new Guid("00000015-0000-0000-0000-000000000001")) },
        Declared,
        Dismissed,
        Linked,
        new ComplaintUnlinked(ThirdCase, "About a bill"),
        Listed,
        Sponsor,
        new RosterRelieved(CommandRole.ExecutiveSponsor, Chen),
        NetworkThere with { Recipient = Branch },
        Cleared,
        Line,
        Given,
        Withdrawal,
        Forum with { Link = "https://example.org/thread" },
        new SituationReported(1, "Activation still fails", new(3, 1, 3, 0)),
        Calls,
        new EmergencyCallbacksSimulated(3, Monday, Monday.AddMinutes(2)),
        new EmergencyCallTaken(Zhang, Li, Monday.AddHours(5)),
        new EmergencyCallGivenBack(Zhang, Li),
        new EmergencyCallbackAttempted(Zhang, 1, Monday.AddHours(5), Words),
        Closed(Zhang),
        new EmergencyStoodDown(3, 2, "The last cannot be reached"),
        new EmergencyReviewHeld("The activation server had no spare", Review),
        new EmergencyPlanPublished(Plan, Monday.AddYears(-1), "First plan"),
    ];
}
