namespace CaseFlow.Emergencies;

/// <summary>Link complaints, found by a query or named one by one.</summary>
public sealed record LinkComplaints(IReadOnlyList<LinkedComplaint> Complaints, FrozenQuery? Query);

/// <summary>Say that a complaint is not of the emergency.</summary>
public sealed record UnlinkComplaint(ComplaintId Complaint, string Reason);

/// <summary>List whom the emergency affects.</summary>
public sealed record ListAffected(IReadOnlyList<AffectedCustomer> Customers, FrozenQuery Query);

/// <summary>Say that one of the six was done.</summary>
public sealed record MeetFirstTime(FirstTimeMet Met);

/// <summary>Say that it works again.</summary>
public sealed record ClearFault(string Evidence);

/// <summary>Whom an emergency concerns, and what of the six is done about it.</summary>
public static class ConcernDecisions
{
    /// <summary>The most complaints or customers of one event, so that each stays small enough to be read quickly.</summary>
    public const int Part = 500;

    public static Decision<EmergencyEvent> Link(Emergency emergency, LinkComplaints command)
    {
        ArgumentNullException.ThrowIfNull(emergency);
        ArgumentNullException.ThrowIfNull(command);
        var fresh = command.Complaints.Where(one => !emergency.Complaints.ContainsKey(one.Complaint)).DistinctBy(one => one.Complaint).ToList();
        return emergency switch
        {
            { Status: EmergencyStatus.Unproposed } => EmergencyRefusals.Unknown,
            { IsOpen: false } => EmergencyRefusals.Ended,
            _ when fresh.Count == 0 => Decision.Nothing,
            _ => (EmergencyEvent[])[.. fresh.Chunk(Part).Select(part => new ComplaintsLinked(part, command.Query))],
        };
    }

    public static Decision<EmergencyEvent> Unlink(Emergency emergency, UnlinkComplaint command) => emergency switch
    {
        { Status: EmergencyStatus.Unproposed } => EmergencyRefusals.Unknown,
        _ when !emergency.Complaints.ContainsKey(command.Complaint) => Decision.Nothing,
        { IsOpen: false } => EmergencyRefusals.Ended,
        _ => new ComplaintUnlinked(command.Complaint, command.Reason),
    };

    public static Decision<EmergencyEvent> List(Emergency emergency, ListAffected command)
    {
        ArgumentNullException.ThrowIfNull(emergency);
        ArgumentNullException.ThrowIfNull(command);
        var fresh = command.Customers.Where(one => !emergency.Affected.ContainsKey(one.Customer)).DistinctBy(one => one.Customer).ToList();
        return emergency switch
        {
            { Status: EmergencyStatus.Unproposed } => EmergencyRefusals.Unknown,
            { IsOpen: false } => EmergencyRefusals.Ended,
            _ when fresh.Count == 0 => Decision.Nothing,
            _ => (EmergencyEvent[])[.. fresh.Chunk(Part).Select(part => new AffectedCustomersListed(part, command.Query))],
        };
    }

    /// <remarks>A drill calls nobody, and so its callbacks are said to be done like the others.</remarks>
    public static Decision<EmergencyEvent> Meet(Emergency emergency, MeetFirstTime command) => emergency switch
    {
        { Status: EmergencyStatus.Unproposed } => EmergencyRefusals.Unknown,
        _ when emergency.Met.Contains((command.Met.Clock, FirstTimeClocks.PartOf(command.Met))) => Decision.Nothing,
        { IsOpen: false } => EmergencyRefusals.Ended,
        _ => command.Met.Clock switch
        {
            FirstTime.ReplyLine => EmergencyRefusals.MeetsItself,
            FirstTime.Callback when !emergency.IsDrill => EmergencyRefusals.MeetsItself,
            FirstTime.OnScene when emergency.Plan!.OnScene.All(one => one.Code != command.Met.Department?.Code) => EmergencyRefusals.DepartmentNotExpected,
            FirstTime.Relay when command.Met.Recipient is not { } recipient || (recipient != Emergency.Headquarters && !emergency.Branches.Contains(recipient)) => EmergencyRefusals.RecipientNotExpected,
            FirstTime.Alert or FirstTime.OnScene or FirstTime.PublicFeedback or FirstTime.Callback or FirstTime.Relay => command.Met,
        },
    };

    public static Decision<EmergencyEvent> Clear(Emergency emergency, ClearFault command) => emergency switch
    {
        { Status: EmergencyStatus.Unproposed } => EmergencyRefusals.Unknown,
        { FaultCleared: true } => Decision.Nothing,
        { IsOpen: false } => EmergencyRefusals.Ended,
        _ => new EmergencyFaultCleared(command.Evidence),
    };
}
