using CaseFlow.Server.Platform.Commands;

namespace CaseFlow.Server.FollowUps;

/// <summary>Which callback belongs to which opening of a case; nobody need look it up.</summary>
public static class CallbackIds
{
    /// <summary>The callback of an episode of a case, scheduled or not.</summary>
    public static CallbackId Of(ComplaintId complaint, int episode) => CallbackId.From(DeterministicId.From("callback", complaint.Value, episode));
}
