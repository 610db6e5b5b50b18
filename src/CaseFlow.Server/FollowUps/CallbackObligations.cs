using CaseFlow.Complaints;
using CaseFlow.EventStore;
using CaseFlow.FollowUps;
using CaseFlow.Server.Definitions;
using CaseFlow.Server.Platform.Commands;

namespace CaseFlow.Server.FollowUps;

/// <summary>Whether a resolution owes its customer a callback. Scheduling and closing ask here, so that no case waits for a callback that nobody schedules.</summary>
public sealed class CallbackObligations(IEventStore store)
{
    /// <summary>The terms of the callback that the resolution of an episode owes; null when it owes none, or is not recorded.</summary>
    /// <param name="history">The case's stream.</param>
    /// <param name="episode">Which opening of the case.</param>
    /// <param name="cancellation">Cancels the wait.</param>
    /// <remarks>
    /// Judged by the policy that was in force when the resolution was recorded, by position and not by clock: the answer is the
    /// same whenever, wherever and however often it is asked.
    /// </remarks>
    public async Task<CallbackTerms?> TermsAsync(IReadOnlyList<RecordedEvent> history, int episode, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(history);
        if (history.LastOrDefault(e => e.Data is ComplaintResolved resolved && resolved.Episode == episode) is not { } resolution) return null;
        var published = await store.ReadStreamAsync(DefinitionBook.PoliciesStream, cancellation: cancellation);
        var policies = Streams.Policies.Fold(published.Where(e => e.Position < resolution.Position));
        var kind = Streams.Complaint.Fold(history.TakeWhile(e => e.Version <= resolution.Version)).Kind;
        return policies.CallbackOwed(kind, resolution.Metadata.OccurredAt, resolution.RecordedAt);
    }
}
