namespace CaseFlow.Emergencies;

/// <summary>Propose an emergency, or begin a drill.</summary>
public sealed record ProposeEmergency(EmergencyProposed Proposed);

/// <summary>Declare what was proposed an emergency.</summary>
public sealed record DeclareEmergency(string Grounds, IReadOnlyList<string> Branches);

/// <summary>Say that what was proposed is none.</summary>
public sealed record DismissEmergency(string Reason);

/// <summary>End an emergency.</summary>
public sealed record StandDown(string? Reason);

/// <summary>Record the review, and the trace in which causes are looked for.</summary>
public sealed record HoldReview(string Findings, TraceId? Trace);

/// <summary>Put somebody on the roster.</summary>
public sealed record AssignRoster(RosterAssigned Assigned);

/// <summary>Take somebody off the roster.</summary>
public sealed record RelieveRoster(CommandRole Role, string Person);

/// <summary>Log what the public said.</summary>
public sealed record LogMedia(MediaLogged Logged);

/// <summary>Say how it stands.</summary>
public sealed record ReportSituation(string Words);

/// <summary>What may be done with an emergency as a whole.</summary>
public static class EmergencyDecisions
{
    public static Decision<EmergencyEvent> Propose(Emergency emergency, ProposeEmergency command) => emergency.Status switch
    {
        EmergencyStatus.Unproposed when command.Proposed.Topics.Count == 0 => EmergencyRefusals.TopicMissing,
        EmergencyStatus.Unproposed => command.Proposed,
        EmergencyStatus.Proposed or EmergencyStatus.Dismissed or EmergencyStatus.Declared or EmergencyStatus.StoodDown or EmergencyStatus.Reviewed => Decision.Nothing,
    };

    public static Decision<EmergencyEvent> Declare(Emergency emergency, DeclareEmergency command) => emergency.Status switch
    {
        EmergencyStatus.Unproposed => EmergencyRefusals.Unknown,
        EmergencyStatus.Dismissed => EmergencyRefusals.Ended,
        EmergencyStatus.Declared or EmergencyStatus.StoodDown or EmergencyStatus.Reviewed => Decision.Nothing,
        EmergencyStatus.Proposed => new EmergencyDeclared(command.Grounds, command.Branches),
    };

    public static Decision<EmergencyEvent> Dismiss(Emergency emergency, DismissEmergency command) => emergency.Status switch
    {
        EmergencyStatus.Unproposed => EmergencyRefusals.Unknown,
        EmergencyStatus.Declared or EmergencyStatus.StoodDown or EmergencyStatus.Reviewed => EmergencyRefusals.AlreadyDeclared,
        EmergencyStatus.Dismissed => Decision.Nothing,
        EmergencyStatus.Proposed => new EmergencyDismissed(command.Reason),
    };

    /// <remarks>A drill calls nobody, so that nobody's callback keeps it from ending.</remarks>
    public static Decision<EmergencyEvent> End(Emergency emergency, StandDown command) => emergency.Status switch
    {
        EmergencyStatus.Unproposed => EmergencyRefusals.Unknown,
        EmergencyStatus.Proposed => EmergencyRefusals.NotDeclared,
        EmergencyStatus.Dismissed => EmergencyRefusals.Ended,
        EmergencyStatus.StoodDown or EmergencyStatus.Reviewed => Decision.Nothing,
        EmergencyStatus.Declared => Over(emergency.Figures(), emergency.IsDrill, command),
    };

    public static Decision<EmergencyEvent> LookBack(Emergency emergency, HoldReview command) => emergency.Status switch
    {
        EmergencyStatus.Unproposed => EmergencyRefusals.Unknown,
        EmergencyStatus.Proposed or EmergencyStatus.Declared => EmergencyRefusals.NotStoodDown,
        EmergencyStatus.Dismissed => EmergencyRefusals.Ended,
        EmergencyStatus.Reviewed => Decision.Nothing,
        EmergencyStatus.StoodDown => new EmergencyReviewHeld(command.Findings, command.Trace),
    };

    public static Decision<EmergencyEvent> Assign(Emergency emergency, AssignRoster command) => emergency switch
    {
        { Status: EmergencyStatus.Unproposed } => EmergencyRefusals.Unknown,
        { IsOpen: false } => EmergencyRefusals.Ended,
        _ when emergency.Roster.Contains((command.Assigned.Role, command.Assigned.Person)) => Decision.Nothing,
        _ => command.Assigned,
    };

    public static Decision<EmergencyEvent> Relieve(Emergency emergency, RelieveRoster command) => emergency switch
    {
        { Status: EmergencyStatus.Unproposed } => EmergencyRefusals.Unknown,
        _ when !emergency.Roster.Contains((command.Role, command.Person)) => Decision.Nothing,
        { IsOpen: false } => EmergencyRefusals.Ended,
        _ => new RosterRelieved(command.Role, command.Person),
    };

    /// <remarks>What is said afterwards belongs to the log as well.</remarks>
    public static Decision<EmergencyEvent> Log(Emergency emergency, LogMedia command) => emergency.Status switch
    {
        EmergencyStatus.Unproposed => EmergencyRefusals.Unknown,
        EmergencyStatus.Dismissed => EmergencyRefusals.Ended,
        EmergencyStatus.Proposed or EmergencyStatus.Declared or EmergencyStatus.StoodDown or EmergencyStatus.Reviewed => command.Logged,
    };

    public static Decision<EmergencyEvent> Report(Emergency emergency, ReportSituation command) => emergency switch
    {
        { Status: EmergencyStatus.Unproposed } => EmergencyRefusals.Unknown,
        { Status: EmergencyStatus.Proposed } => EmergencyRefusals.NotDeclared,
        { IsOpen: false } => EmergencyRefusals.Ended,
        _ => new SituationReported(emergency.Reports + 1, command.Words, emergency.Figures()),
    };

    private static Decision<EmergencyEvent> Over(SituationFigures figures, bool isDrill, StandDown command) =>
        figures.Closed == figures.Owed || isDrill ? new EmergencyStoodDown(figures.Owed, figures.Closed, Reason: null)
        : command.Reason is { } reason ? new EmergencyStoodDown(figures.Owed, figures.Closed, reason)
        : EmergencyRefusals.CallbacksOpen;
}

/// <summary>Why a command on an emergency is refused.</summary>
public static class EmergencyRefusals
{
    public static readonly Refusal Unknown = new("emergency-unknown", "There is no such emergency.");
    public static readonly Refusal TopicMissing = new("emergency-topic-missing", "Name the topics of its complaints.");
    public static readonly Refusal NotDeclared = new("emergency-not-declared", "It is only proposed; declare it first.");
    public static readonly Refusal AlreadyDeclared = new("emergency-declared", "It was declared; stand it down instead.");
    public static readonly Refusal Ended = new("emergency-ended", "It was dismissed or stood down; nothing of this kind is done about it any more.");
    public static readonly Refusal CallbacksOpen = new("emergency-callbacks-open", "Some who complained or are affected were not called to the end; say why it ends all the same.");
    public static readonly Refusal NotStoodDown = new("emergency-not-stood-down", "Stand it down first; what goes on is not looked back on.");
    public static readonly Refusal DepartmentNotExpected = new("on-scene-not-expected", "Name one of the departments that the plan wants on scene.");
    public static readonly Refusal RecipientNotExpected = new("relay-not-expected", "Name headquarters, or a branch that the declaration named.");
    public static readonly Refusal MeetsItself = new("first-time-meets-itself", "The reply line's clock stops when a wording is published, and the callbacks' when the last is closed.");
    public static readonly Refusal ReplyLineUnknown = new("reply-line-unknown", "No wording was published under this version.");
    public static readonly Refusal DrillTouchesNobody = new("drill-touches-nobody", "This is a drill: no customer is told or called anything.");
    public static readonly Refusal NotToBeCalled = new("emergency-call-not-planned", "Nobody planned to call this customer in the emergency.");
    public static readonly Refusal CallTaken = new("emergency-call-taken", "Another agent is making this call; leave it to them, or wait until their lease ends.");
    public static readonly Refusal CallClosed = new("emergency-call-closed", "This customer was called to the end.");
    public static readonly Refusal CustomerElsewhere = new("emergency-customer-elsewhere", "You act for one city, and a customer who is named without a case is not of it.");
    public static readonly Refusal AtRest = new("emergency-call-at-rest", "Customers are not called at this time of day; the plan says when they rest.");
}
