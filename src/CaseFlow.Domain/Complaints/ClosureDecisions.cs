using CaseFlow.FollowUps;

namespace CaseFlow.Complaints;

/// <summary>Hold the matter settled.</summary>
public sealed record ResolveComplaint(Sealed Resolution);

/// <summary>End the case, on the result of its callback.</summary>
/// <param name="Callback">The episode's callback, when one was scheduled.</param>
/// <param name="CallbackOwed">Whether the policy demands a callback for this kind of case.</param>
/// <param name="AcceptUnreachable">Whether whoever closes takes it on that the customer was not reached.</param>
/// <param name="RecordedElsewhere">Whether the end is one that another system recorded, and an import brings in.</param>
public sealed record CloseComplaint(CallbackFacts? Callback, bool CallbackOwed, bool AcceptUnreachable = false, bool RecordedElsewhere = false);

/// <summary>What a closure must know of a callback.</summary>
public sealed record CallbackFacts(CallbackId Callback, CallbackResult? Result);

/// <summary>Open the case again.</summary>
public sealed record ReopenComplaint(ReopenCause Cause, Sealed Reason);

/// <summary>Record that the customer takes the complaint back.</summary>
public sealed record WithdrawComplaint(Sealed Reason);

/// <summary>How a case ends, and begins anew.</summary>
public static class ClosureDecisions
{
    public static Decision<ComplaintEvent> Resolve(Complaint complaint, ResolveComplaint command) => complaint switch
    {
        { Status: ComplaintStatus.Resolved } => Decision.Nothing,
        { IsOpen: false } => ComplaintRefusals.NotOpen(complaint),
        { AskedDepartment: not null } => ComplaintRefusals.HandOverPending,
        _ when complaint.Claims.Values.Any(claim => claim.Outcome is null) => ComplaintRefusals.ClaimsUnsettled,
        _ => new ComplaintResolved(command.Resolution, complaint.Episode),
    };

    public static Decision<ComplaintEvent> Close(Complaint complaint, CloseComplaint command) => complaint switch
    {
        { Status: ComplaintStatus.Closed } => Decision.Nothing,
        { IsOpen: true } => ComplaintRefusals.NotResolved,
        { Status: not ComplaintStatus.Resolved } => ComplaintRefusals.NotOpen(complaint),
        _ when command.RecordedElsewhere => new ComplaintClosed(ClosureBasis.RecordedElsewhere, null, complaint.Episode),
        _ when command.Callback is { Result: CallbackResult.Satisfied } callback => new ComplaintClosed(ClosureBasis.CustomerSatisfied, callback.Callback, complaint.Episode),
        _ when command.Callback is { Result: CallbackResult.Dissatisfied } => ComplaintRefusals.CustomerDissatisfied,
        _ when command.Callback is { Result: CallbackResult.Unreachable } callback => command.AcceptUnreachable
            ? new ComplaintClosed(ClosureBasis.CustomerUnreachable, callback.Callback, complaint.Episode)
            : ComplaintRefusals.CustomerNotReached,
        _ when command.CallbackOwed || command.Callback is not null => ComplaintRefusals.CallbackOutstanding,
        _ => new ComplaintClosed(ClosureBasis.CallbackNotOwed, null, complaint.Episode),
    };

    public static Decision<ComplaintEvent> Reopen(Complaint complaint, ReopenComplaint command) => complaint switch
    {
        { IsOpen: true } => ComplaintRefusals.NotEnded,
        { Status: ComplaintStatus.Unregistered } or { Status: ComplaintStatus.Merged } => ComplaintRefusals.NotOpen(complaint),
        _ => new ComplaintReopened(complaint.Episode + 1, command.Cause, command.Reason),
    };

    public static Decision<ComplaintEvent> Withdraw(Complaint complaint, WithdrawComplaint command) => complaint switch
    {
        { Status: ComplaintStatus.Withdrawn } => Decision.Nothing,
        { Status: ComplaintStatus.Resolved } or { IsOpen: true } => new ComplaintWithdrawn(command.Reason),
        _ => ComplaintRefusals.NotOpen(complaint),
    };
}
