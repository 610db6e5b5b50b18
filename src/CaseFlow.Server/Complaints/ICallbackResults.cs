using CaseFlow.Complaints;

namespace CaseFlow.Server.Complaints;

/// <summary>Finds what came of the callback of a resolved case, and whether it owes one.</summary>
public interface ICallbackResults
{
    /// <summary>The callback of an episode, with its result once it has one; null when none was scheduled.</summary>
    Task<CallbackFacts?> FindAsync(ComplaintId complaint, int episode, CancellationToken cancellation);

    /// <summary>Whether the resolution of an episode owes a callback, scheduled by now or not.</summary>
    Task<bool> IsOwedAsync(ComplaintId complaint, int episode, CancellationToken cancellation);
}
