using CaseFlow.Definitions;

namespace CaseFlow.Complaints;

/// <summary>Take a customer's voice on as a case, with the earlier case that it seems to repeat where there is one.</summary>
public sealed record RegisterComplaint(ComplaintRegistered Complaint, RepeatLinkProposed? Repeat = null);

/// <summary>Say that the case is of another kind or topic.</summary>
public sealed record ReclassifyComplaint(ComplaintKind Kind, Term Topic, Sealed? Reason);

/// <summary>Tell the customer that the complaint has arrived.</summary>
public sealed record AcknowledgeComplaint(Term? Channel);

/// <summary>How a case comes in.</summary>
public static class IntakeDecisions
{
    public static Decision<ComplaintEvent> Register(Complaint complaint, RegisterComplaint command) => complaint switch
    {
        { Status: not ComplaintStatus.Unregistered } => Decision.Nothing,
        _ when command.Repeat?.Earlier == command.Complaint.Complaint => ComplaintRefusals.SelfLink,
        _ when command.Repeat is { } repeat => new ComplaintEvent[] { command.Complaint, repeat },
        _ => command.Complaint,
    };

    public static Decision<ComplaintEvent> Reclassify(Complaint complaint, ReclassifyComplaint command) => complaint switch
    {
        { IsOpen: false } => ComplaintRefusals.NotOpen(complaint),
        _ when complaint.Kind == command.Kind && complaint.Topic.Code == command.Topic.Code => Decision.Nothing,
        _ => new ComplaintReclassified(command.Kind, command.Topic, command.Reason),
    };

    public static Decision<ComplaintEvent> Acknowledge(Complaint complaint, AcknowledgeComplaint command) => complaint switch
    {
        { IsOpen: false } => ComplaintRefusals.NotOpen(complaint),
        { Acknowledged: true } => Decision.Nothing,
        _ => new ComplaintAcknowledged(command.Channel),
    };
}
