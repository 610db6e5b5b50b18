using System.Diagnostics;

namespace CaseFlow.FollowUps;

/// <summary>Where a callback stands.</summary>
public enum CallbackStatus { Unscheduled, Scheduled, Due, Taken, Completed, Cancelled }

/// <summary>Only what later decisions ask of a callback.</summary>
public sealed record Callback
{
    public static readonly Callback Unscheduled = new();

    public CallbackStatus Status { get; private init; } = CallbackStatus.Unscheduled;
    public ComplaintId Complaint { get; private init; }
    public int Episode { get; private init; }

    /// <summary>Whom to call, and under whose key notes are sealed.</summary>
    public CustomerId Customer { get; private init; }

    /// <summary>The attempt that is next or under way, from 1.</summary>
    public int Attempt { get; private init; }

    /// <summary>When that attempt is due.</summary>
    public DateTimeOffset DueAt { get; private init; }

    public CallbackTerms? Terms { get; private init; }
    public string? Agent { get; private init; }
    public DateTimeOffset? LeaseEnds { get; private init; }

    /// <summary>Whether the attempt under way was raised already.</summary>
    public bool Raised { get; private init; }

    public CallbackResult? Result { get; private init; }

    public static Callback Evolve(Callback callback, CallbackEvent @event)
    {
        ArgumentNullException.ThrowIfNull(callback);
        return @event switch
        {
            CallbackScheduled e => callback with { Status = CallbackStatus.Scheduled, Complaint = e.Complaint, Episode = e.Episode, Customer = e.Customer, Attempt = 1, DueAt = e.DueAt, Terms = e.Terms },
            CallbackFellDue => callback with { Status = CallbackStatus.Due },
            CallbackTaken e => callback with { Status = CallbackStatus.Taken, Agent = e.Agent, LeaseEnds = e.LeaseEnds },
            CallbackRaised => callback with { Status = CallbackStatus.Due, Raised = true, Agent = null, LeaseEnds = null },
            CallbackAttempted => callback with { Agent = null, LeaseEnds = null },
            CallbackPutOff e => callback with { Status = CallbackStatus.Scheduled, Attempt = e.Attempt, DueAt = e.DueAt, Raised = false },
            CallbackCompleted e => callback with { Status = CallbackStatus.Completed, Result = e.Result },
            CallbackCancelled => callback with { Status = CallbackStatus.Cancelled },
            _ => throw new UnreachableException(@event?.GetType().Name),
        };
    }

    /// <summary>Whether it has neither a result nor been cancelled.</summary>
    public bool IsPending => Status is CallbackStatus.Scheduled or CallbackStatus.Due or CallbackStatus.Taken;

    /// <summary>When something will be owed next if nobody does anything; null when nothing will.</summary>
    public DateTimeOffset? OwedAt => NextOwed(Status, DueAt, Terms?.TakeWithinMinutes ?? 0, Raised, LeaseEnds);

    /// <summary>The same of a callback that is known by its parts, as a read model knows it.</summary>
    public static DateTimeOffset? NextOwed(CallbackStatus status, DateTimeOffset dueAt, int takeWithinMinutes, bool raised, DateTimeOffset? leaseEnds) => status switch
    {
        CallbackStatus.Scheduled => dueAt,
        CallbackStatus.Due => raised ? null : dueAt.AddMinutes(takeWithinMinutes),
        CallbackStatus.Taken => leaseEnds,
        CallbackStatus.Unscheduled or CallbackStatus.Completed or CallbackStatus.Cancelled => null,
    };

    /// <summary>What is due by <paramref name="now"/>: it falls due, or is raised because nobody took or made the call.</summary>
    public static IReadOnlyList<CallbackEvent> Owed(Callback callback, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(callback);
        var owed = new List<CallbackEvent>();
        while (callback.OwedAt is { } at && at <= now)
        {
            CallbackEvent next = callback.Status switch
            {
                CallbackStatus.Scheduled => new CallbackFellDue(callback.Attempt, callback.DueAt),
                CallbackStatus.Due => new CallbackRaised(callback.Attempt, CallbackRaise.NotTaken),
                CallbackStatus.Taken => new CallbackRaised(callback.Attempt, CallbackRaise.NotAttempted),
                CallbackStatus.Unscheduled or CallbackStatus.Completed or CallbackStatus.Cancelled => throw new UnreachableException(),
            };
            owed.Add(next);
            callback = Evolve(callback, next);
        }

        return owed;
    }
}
