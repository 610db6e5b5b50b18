namespace CaseFlow.Complaints;

/// <summary>Propose that the case repeats an earlier one.</summary>
public sealed record ProposeRepeatLink(ComplaintFacts Earlier, RepeatGrounds Grounds);

/// <summary>Confirm a proposed repeat link.</summary>
public sealed record AcceptRepeatLink(ComplaintId Earlier);

/// <summary>Turn a proposed repeat link down.</summary>
public sealed record RejectRepeatLink(ComplaintId Earlier, Sealed Reason);

/// <summary>Handle the case within another one.</summary>
public sealed record MergeComplaint(ComplaintFacts Into, Sealed? Reason);

/// <summary>Let the case stand for itself again.</summary>
public sealed record UnmergeComplaint(Sealed Reason);

/// <summary>How cases hang together. Links, never deletion.</summary>
public static class LinkDecisions
{
    public static Decision<ComplaintEvent> Propose(Complaint complaint, ProposeRepeatLink command) => complaint switch
    {
        { Status: ComplaintStatus.Unregistered } => ComplaintRefusals.NotRegistered,
        _ when command.Earlier.Complaint == complaint.Id => ComplaintRefusals.SelfLink,
        _ when command.Earlier.Status == ComplaintStatus.Unregistered => ComplaintRefusals.TargetNotRegistered,
        _ when command.Earlier.Customer != complaint.Customer => ComplaintRefusals.OtherCustomer,
        _ when complaint.RepeatLinks.ContainsKey(command.Earlier.Complaint) => Decision.Nothing,
        _ => new RepeatLinkProposed(command.Earlier.Complaint, command.Grounds),
    };

    public static Decision<ComplaintEvent> Accept(Complaint complaint, AcceptRepeatLink command) => complaint.RepeatLinks.TryGetValue(command.Earlier, out var link) switch
    {
        false when complaint.Status == ComplaintStatus.Unregistered => ComplaintRefusals.NotRegistered,
        false => ComplaintRefusals.LinkNotProposed,
        true when link == RepeatLink.Accepted => Decision.Nothing,
        true when link == RepeatLink.Rejected => ComplaintRefusals.LinkDecided,
        true => new RepeatLinkAccepted(command.Earlier),
    };

    public static Decision<ComplaintEvent> Reject(Complaint complaint, RejectRepeatLink command) => complaint.RepeatLinks.TryGetValue(command.Earlier, out var link) switch
    {
        false when complaint.Status == ComplaintStatus.Unregistered => ComplaintRefusals.NotRegistered,
        false => ComplaintRefusals.LinkNotProposed,
        true when link == RepeatLink.Rejected => Decision.Nothing,
        true when link == RepeatLink.Accepted => ComplaintRefusals.LinkDecided,
        true => new RepeatLinkRejected(command.Earlier, command.Reason),
    };

    /// <remarks>Never into a case that has ended: the open one would leave every queue with nobody to answer it.</remarks>
    public static Decision<ComplaintEvent> Merge(Complaint complaint, MergeComplaint command) => complaint switch
    {
        { Status: ComplaintStatus.Merged } when complaint.MergedInto == command.Into.Complaint => Decision.Nothing,
        { IsOpen: false } => ComplaintRefusals.NotOpen(complaint),
        _ when command.Into.Complaint == complaint.Id => ComplaintRefusals.SelfLink,
        _ when command.Into.Status == ComplaintStatus.Unregistered => ComplaintRefusals.TargetNotRegistered,
        _ when command.Into.Customer != complaint.Customer => ComplaintRefusals.OtherCustomer,
        _ when command.Into.Status == ComplaintStatus.Merged => ComplaintRefusals.TargetMerged,
        _ when command.Into.Status is ComplaintStatus.Closed or ComplaintStatus.Withdrawn => ComplaintRefusals.TargetEnded,
        _ => new ComplaintMerged(command.Into.Complaint, command.Reason),
    };

    public static Decision<ComplaintEvent> Unmerge(Complaint complaint, UnmergeComplaint command) => complaint switch
    {
        { Status: ComplaintStatus.Unregistered } => ComplaintRefusals.NotRegistered,
        { MergedInto: { } from } => new ComplaintUnmerged(from, command.Reason),
        _ => ComplaintRefusals.NotMerged,
    };
}
