using CaseFlow.Server.Complaints;
using CaseFlow.Server.Definitions;
using CaseFlow.Server.FollowUps;

namespace CaseFlow.Server.Platform;

/// <summary>The slices of this host.</summary>
public static class Slices
{
    /// <summary>All of them, in the order in which they are added.</summary>
    public static IReadOnlyList<ISlice> All { get; } = [new DefinitionsSlice(), new ComplaintsSlice(), new FollowUpsSlice()];
}
