using CaseFlow.Server.Platform.Commands;

namespace CaseFlow.Server.FollowUps;

/// <summary>The ids of callbacks: one for each episode of a case, known to whoever knows the case.</summary>
public static class CallbackIds
{
    /// <summary>The callback of an episode.</summary>
    public static CallbackId Of(ComplaintId complaint, int episode) => CallbackId.From(DeterministicId.From("callback", complaint.Value, episode));
}
