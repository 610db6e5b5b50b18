using CaseFlow.Complaints;

namespace CaseFlow.FollowUps;

/// <summary>Schedule a callback for a resolved complaint.</summary>
public sealed record ScheduleCallback(CallbackId Callback, ComplaintId Complaint, int Episode, CustomerId Customer)
{
    public required Region Region { get; init; }

    /// <summary>From which the policy counts.</summary>
    public required DateTimeOffset ResolvedAt { get; init; }
    public required CallbackTerms Terms { get; init; }

    /// <summary>The zone that the terms name.</summary>
    public required TimeZoneInfo Zone { get; init; }
}

/// <summary>Take a callback in order to make it.</summary>
public sealed record TakeCallback(string Agent, DateTimeOffset At);

/// <summary>Record what an attempt came to.</summary>
/// <param name="AskedFor">The time that the customer asked for, with <see cref="CallbackOutcome.AskedForLater"/>.</param>
public sealed record RecordCallbackAttempt(string Agent, CallbackOutcome Outcome, DateTimeOffset At, TimeZoneInfo Zone, Sealed? Note = null, DateTimeOffset? AskedFor = null);

/// <summary>Give a callback up because its complaint took another turn.</summary>
public sealed record CancelCallback(CallbackCancellation Cause);

/// <summary>What may be done with a callback.</summary>
public static class CallbackDecisions
{
    public static Decision<CallbackEvent> Schedule(Callback callback, ScheduleCallback command) => callback switch
    {
        { Status: not CallbackStatus.Unscheduled } => Decision.Nothing,
        _ => new CallbackScheduled
        {
            Callback = command.Callback,
            Complaint = command.Complaint,
            Episode = command.Episode,
            Customer = command.Customer,
            Region = command.Region,
            Terms = command.Terms,
            DueAt = CallingHours.Next(command.ResolvedAt.AddMinutes(command.Terms.FirstAfterMinutes), command.Terms, command.Zone),
        },
    };

    /// <remarks>Whoever takes it early has until after its time, for nothing is late before it is due.</remarks>
    public static Decision<CallbackEvent> Take(Callback callback, TakeCallback command) => callback switch
    {
        { IsPending: false } => Ended(callback),
        { Status: CallbackStatus.Taken } when command.At < callback.LeaseEnds => callback.Agent == command.Agent ? Decision.Nothing : CallbackRefusals.TakenByAnother,
        _ => new CallbackTaken(command.Agent, callback.Attempt, Later(command.At, callback.DueAt).AddMinutes(callback.Terms!.TakeWithinMinutes)),
    };

    /// <remarks>Each call is an attempt of its own; the command's id keeps a repeated request from counting as a second call.</remarks>
    public static Decision<CallbackEvent> RecordAttempt(Callback callback, RecordCallbackAttempt command) => callback switch
    {
        { IsPending: false } => Ended(callback),
        { Status: CallbackStatus.Taken } when callback.Agent != command.Agent && command.At < callback.LeaseEnds => CallbackRefusals.TakenByAnother,
        _ when !CallingHours.Allow(command.At, callback.Terms!, command.Zone) => CallbackRefusals.OutsideCallingHours,
        _ when command.Outcome == CallbackOutcome.AskedForLater && command.AskedFor is null => CallbackRefusals.TimeAskedForMissing,
        _ when command.Outcome == CallbackOutcome.AskedForLater && command.AskedFor <= command.At => CallbackRefusals.TimeAskedForPast,
        _ => Attempted(callback, command),
    };

    public static Decision<CallbackEvent> Cancel(Callback callback, CancelCallback command) => callback switch
    {
        { IsPending: false } => Decision.Nothing,
        _ => new CallbackCancelled(command.Cause),
    };

    private static CallbackEvent[] Attempted(Callback callback, RecordCallbackAttempt command)
    {
        var attempted = new CallbackAttempted(callback.Attempt, command.Outcome, command.Note);
        return command.Outcome switch
        {
            CallbackOutcome.Satisfied => [attempted, new CallbackCompleted(CallbackResult.Satisfied)],
            CallbackOutcome.Dissatisfied => [attempted, new CallbackCompleted(CallbackResult.Dissatisfied)],
            CallbackOutcome.AskedForLater => [attempted, PutOff(command.AskedFor!.Value)],
            CallbackOutcome.NoAnswer or CallbackOutcome.Busy or CallbackOutcome.SwitchedOff or CallbackOutcome.WrongNumber => [attempted, RetryOrGiveUp()],
        };

        CallbackPutOff PutOff(DateTimeOffset at) => new(callback.Attempt + 1, CallingHours.Next(at, callback.Terms!, command.Zone));

        CallbackEvent RetryOrGiveUp() => callback.Attempt <= callback.Terms!.RetryAfterMinutes.Count
            ? PutOff(command.At.AddMinutes(callback.Terms.RetryAfterMinutes[callback.Attempt - 1]))
            : new CallbackCompleted(CallbackResult.Unreachable);
    }

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;

    private static Refusal Ended(Callback callback) =>
        callback.Status == CallbackStatus.Unscheduled ? CallbackRefusals.NotScheduled : CallbackRefusals.AlreadyEnded;
}

/// <summary>Why a callback command is refused.</summary>
public static class CallbackRefusals
{
    public static readonly Refusal NotScheduled = new("callback-not-scheduled", "There is no such callback.");
    public static readonly Refusal AlreadyEnded = new("callback-ended", "The callback already has its result or was cancelled.");
    public static readonly Refusal TakenByAnother = new("callback-taken-by-another", "Another agent is making this callback.");
    public static readonly Refusal OutsideCallingHours = new("outside-calling-hours", "Customers are not called at this time of day; call within the policy's hours.");
    public static readonly Refusal TimeAskedForMissing = new("time-asked-for-missing", "Say for when the customer asked.");
    public static readonly Refusal TimeAskedForPast = new("time-asked-for-past", "Say a time after the call.");
}
