using CaseFlow.Complaints;
using CaseFlow.Server.Platform.Reading;

namespace CaseFlow.Server.Complaints;

/// <summary>An earlier case that a new one seems to repeat, and why.</summary>
public sealed record RepeatCandidate(ComplaintId Earlier, RepeatGrounds Grounds);

/// <summary>Finds the earlier case that a new one seems to repeat under the rule in force.</summary>
public interface IRepeatCandidates
{
    /// <summary>The latest such case; null when there is none.</summary>
    Task<RepeatCandidate?> FindAsync(CustomerId customer, string topic, DateTimeOffset at, AccessScope scope, CancellationToken cancellation);
}
