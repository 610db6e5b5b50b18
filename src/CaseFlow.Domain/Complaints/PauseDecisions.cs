namespace CaseFlow.Complaints;

/// <summary>Wait for somebody's answer.</summary>
public sealed record AwaitAnswer(AwaitedParty From, Sealed Reason);

/// <summary>Go on with the handling.</summary>
public sealed record ResumeHandling(Sealed? Note);

/// <summary>Whether the handling waits for somebody outside.</summary>
public static class PauseDecisions
{
    public static Decision<ComplaintEvent> Await(Complaint complaint, AwaitAnswer command) => complaint switch
    {
        { IsOpen: false } => ComplaintRefusals.NotOpen(complaint),
        _ when complaint.Awaiting == command.From => Decision.Nothing,
        { Awaiting: not null } => ComplaintRefusals.AnotherAnswerAwaited,
        _ => new HandlingPaused(command.From, command.Reason),
    };

    public static Decision<ComplaintEvent> Resume(Complaint complaint, ResumeHandling command) => complaint switch
    {
        { IsOpen: false } => ComplaintRefusals.NotOpen(complaint),
        { Awaiting: { } awaited } => new HandlingResumed(awaited, command.Note),
        _ => Decision.Nothing,
    };
}
