using CaseFlow.Complaints;
using CaseFlow.EventStore;
using CaseFlow.EventStore.Projections;
using CaseFlow.FollowUps;
using CaseFlow.Server.Platform.Commands;
using CaseFlow.Server.Platform.Reading;

namespace CaseFlow.Server.FollowUps;

/// <summary>Schedules a callback when a case is resolved, and gives it up when the case takes another turn.</summary>
/// <remarks>
/// Imported histories do not send agents after customers of years ago. Three rules see to it: a resolution that was old when it
/// was recorded owes no callback (the policy says how old); one whose case no longer stands resolved when its turn comes needs
/// none; and a closure that another system recorded gives up what was scheduled in between.
/// </remarks>
public sealed class CallbackScheduling(IEventStore store, CommandShell shell, CallbackObligations obligations) : ISubscription
{
    /// <summary>The actor of what is recorded here.</summary>
    public const string Actor = "callback-scheduling";

    /// <inheritdoc/>
    public string Name => nameof(CallbackScheduling);

    /// <inheritdoc/>
    public Task HandleAsync(RecordedEvent e, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(e);
        return e.Data switch
        {
            ComplaintResolved resolved => ScheduleAsync(e, resolved.Episode, cancellation),
            ComplaintReopened reopened => CancelAsync(e, reopened.Episode - 1, CallbackCancellation.ComplaintReopened, cancellation),
            ComplaintWithdrawn => CancelCurrentAsync(e, CallbackCancellation.ComplaintWithdrawn, cancellation),
            ComplaintMerged => CancelCurrentAsync(e, CallbackCancellation.ComplaintMerged, cancellation),
            ComplaintClosed { Basis: ClosureBasis.RecordedElsewhere } closed => CancelAsync(e, closed.Episode, CallbackCancellation.ClosedElsewhere, cancellation),
            _ => Task.CompletedTask,
        };
    }

    private async Task ScheduleAsync(RecordedEvent e, int episode, CancellationToken cancellation)
    {
        var history = await store.ReadStreamAsync(e.Stream.Value, cancellation: cancellation);
        var complaint = Streams.Complaint.Fold(history);
        if (complaint.Status != ComplaintStatus.Resolved || complaint.Episode != episode) return;
        if (await obligations.TermsAsync(history, episode, cancellation) is not { } terms) return;

        var callback = CallbackIds.Of(complaint.Id, episode);
        var schedule = new ScheduleCallback(callback, complaint.Id, episode, complaint.Customer)
        {
            Region = history.Select(recorded => recorded.Data).OfType<ComplaintRegistered>().First().Region,
            ResolvedAt = e.Metadata.OccurredAt,
            Terms = terms,
            Zone = CallingZones.Of(terms),
        };
        await DecideAsync(e, callback, state => CallbackDecisions.Schedule(state, schedule), cancellation);
    }

    private async Task CancelCurrentAsync(RecordedEvent e, CallbackCancellation cause, CancellationToken cancellation)
    {
        var history = await store.ReadStreamAsync(e.Stream.Value, cancellation: cancellation);
        await CancelAsync(e, Streams.Complaint.Fold(history.TakeWhile(recorded => recorded.Version <= e.Version)).Episode, cause, cancellation);
    }

    private Task CancelAsync(RecordedEvent e, int episode, CallbackCancellation cause, CancellationToken cancellation) =>
        DecideAsync(e, CallbackIds.Of(ComplaintId.From(e.Stream.Value), episode), state => CallbackDecisions.Cancel(state, new(cause)), cancellation);

    /// <summary>Decides under a command id that follows from the event, so that an event seen again records nothing more.</summary>
    private async Task DecideAsync(RecordedEvent e, CallbackId callback, Func<Callback, Decision<CallbackEvent>> decide, CancellationToken cancellation)
    {
        var context = new CommandContext
        {
            CommandId = DeterministicId.From(Actor, e.Id),
            Actor = Actor,
            Scope = AccessScope.All,
            CorrelationId = e.Metadata.CorrelationId,
            CausationId = e.Id.ToString(),
            OccurredAt = e.Metadata.OccurredAt,
            Precision = e.Metadata.Precision,
        };
        var outcome = await shell.DecideAsync(Streams.Callback, callback.Value, context, decide, cancellation);
        if (outcome is not (CommandRecorded or CommandUnchanged))
            throw new InvalidOperationException($"The callback {callback.Value} was not brought in line with the {e.Type} at position {e.Position}: {outcome}.");
    }
}
