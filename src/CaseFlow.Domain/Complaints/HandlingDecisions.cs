using CaseFlow.Definitions;

namespace CaseFlow.Complaints;

/// <summary>Give the case to an agent.</summary>
public sealed record AssignComplaint(string Handler);

/// <summary>Take the case, for as long as the lease says.</summary>
public sealed record ClaimComplaint(string Handler, DateTimeOffset At, TimeSpan Lease);

/// <summary>Give the case back to the queue.</summary>
public sealed record ReleaseComplaint(string Handler);

/// <summary>Ask a department to deal with the case.</summary>
public sealed record HandOverComplaint(Term Department, Sealed Reason);

/// <summary>Take the case on for a department.</summary>
public sealed record AcceptHandOver(string Department);

/// <summary>Send the case back for a department.</summary>
public sealed record RejectHandOver(string Department, Sealed Reason);

/// <summary>In whose hands a case is.</summary>
public static class HandlingDecisions
{
    public static Decision<ComplaintEvent> Assign(Complaint complaint, AssignComplaint command) => complaint switch
    {
        { IsOpen: false } => ComplaintRefusals.NotOpen(complaint),
        { LeaseEnds: null } when complaint.Handler == command.Handler => Decision.Nothing,
        _ => new ComplaintAssigned(command.Handler),
    };

    public static Decision<ComplaintEvent> Claim(Complaint complaint, ClaimComplaint command) => complaint switch
    {
        { IsOpen: false } => ComplaintRefusals.NotOpen(complaint),
        _ when complaint.Handler == command.Handler && command.At < complaint.LeaseEnds => Decision.Nothing,
        { Handler: not null } when complaint.Handler != command.Handler && !(complaint.LeaseEnds <= command.At) => ComplaintRefusals.ClaimedByAnother,
        _ => new ComplaintClaimed(command.Handler, command.At + command.Lease),
    };

    public static Decision<ComplaintEvent> Release(Complaint complaint, ReleaseComplaint command) => complaint switch
    {
        { IsOpen: false } => ComplaintRefusals.NotOpen(complaint),
        { Handler: null } => Decision.Nothing,
        _ when complaint.Handler != command.Handler => ComplaintRefusals.NotYours,
        _ => new ComplaintReleased(command.Handler),
    };

    public static Decision<ComplaintEvent> HandOver(Complaint complaint, HandOverComplaint command) => complaint switch
    {
        { IsOpen: false } => ComplaintRefusals.NotOpen(complaint),
        { AskedDepartment: { } asked } when asked.Code == command.Department.Code => Decision.Nothing,
        { AskedDepartment: not null } => ComplaintRefusals.HandOverPending,
        { Department: { } department } when department.Code == command.Department.Code => Decision.Nothing,
        _ => new ComplaintHandedOver(command.Department, command.Reason),
    };

    public static Decision<ComplaintEvent> Accept(Complaint complaint, AcceptHandOver command) => complaint switch
    {
        { IsOpen: false } => ComplaintRefusals.NotOpen(complaint),
        { AskedDepartment: { } asked } when asked.Code == command.Department => new HandOverAccepted(asked),
        { AskedDepartment: null, Department: { } department } when department.Code == command.Department => Decision.Nothing,
        _ => ComplaintRefusals.NotAskedOfDepartment,
    };

    public static Decision<ComplaintEvent> Reject(Complaint complaint, RejectHandOver command) => complaint switch
    {
        { IsOpen: false } => ComplaintRefusals.NotOpen(complaint),
        { AskedDepartment: { } asked } when asked.Code == command.Department => new HandOverRejected(asked, command.Reason),
        _ => ComplaintRefusals.NotAskedOfDepartment,
    };
}
