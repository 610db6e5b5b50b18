namespace CaseFlow.Complaints;

/// <summary>Take a case to a higher level.</summary>
public sealed record EscalateComplaint(EscalationLevel To, EscalationOrigin Origin, Sealed Reason);

/// <summary>Bring a case to a lower level.</summary>
public sealed record DeescalateComplaint(EscalationLevel To, Sealed Reason);

/// <summary>How high a case stands.</summary>
public static class EscalationDecisions
{
    public static Decision<ComplaintEvent> Escalate(Complaint complaint, EscalateComplaint command) => complaint switch
    {
        { IsOpen: false } => ComplaintRefusals.NotOpen(complaint),
        _ when command.To == complaint.Level => Decision.Nothing,
        _ when command.To < complaint.Level => ComplaintRefusals.NotHigher,
        _ => new ComplaintEscalated(command.To, command.Origin, command.Reason),
    };

    public static Decision<ComplaintEvent> Deescalate(Complaint complaint, DeescalateComplaint command) => complaint switch
    {
        { IsOpen: false } => ComplaintRefusals.NotOpen(complaint),
        _ when command.To == complaint.Level => Decision.Nothing,
        _ when command.To > complaint.Level => ComplaintRefusals.NotLower,
        _ => new ComplaintDeescalated(command.To, command.Reason),
    };
}
