using CaseFlow.Complaints;
using CaseFlow.FollowUps;
using CaseFlow.Server.Complaints;
using CaseFlow.Server.Platform.Commands;

namespace CaseFlow.Server.FollowUps;

/// <summary>Reads a callback's result from its stream: a closure rests on what is recorded, not on a read model that may lag.</summary>
public sealed class CallbackResults(CommandShell shell, CallbackObligations obligations) : ICallbackResults
{
    /// <inheritdoc/>
    public async Task<CallbackFacts?> FindAsync(ComplaintId complaint, int episode, CancellationToken cancellation)
    {
        var id = CallbackIds.Of(complaint, episode);
        var callback = await shell.StateAsync(Streams.Callback, id.Value, cancellation);
        return callback.Status == CallbackStatus.Unscheduled ? null : new(id, callback.Result);
    }

    /// <inheritdoc/>
    public async Task<bool> IsOwedAsync(ComplaintId complaint, int episode, CancellationToken cancellation) =>
        await obligations.TermsAsync(await shell.HistoryAsync(complaint.Value, cancellation), episode, cancellation) is not null;
}
