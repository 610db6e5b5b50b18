using CaseFlow.Complaints;
using CaseFlow.EventStore;
using CaseFlow.PersonalData;
using CaseFlow.Server.Platform.Reading;

namespace CaseFlow.Server.PersonalData;

/// <summary>The part of what was done with a customer's data that lies in a territory.</summary>
public static class SubjectHistory
{
    /// <summary>What was revealed, asked, held and given out in the territory, and what was decided on it. That a customer was erased is so everywhere.</summary>
    public static IReadOnlyList<RecordedEvent> Within(AccessScope scope, IReadOnlyList<RecordedEvent> history)
    {
        ArgumentNullException.ThrowIfNull(scope);
        ArgumentNullException.ThrowIfNull(history);
        if (scope.Province is null) return history;
        Region? requested = null;
        var holds = new Dictionary<string, Region>(StringComparer.Ordinal);
        var within = new List<RecordedEvent>();
        foreach (var e in history)
        {
            var region = e.Data switch
            {
                PersonalDataRevealed revealed => revealed.Region,
                ErasureRequested request => requested = request.Region,
                ErasureApproved or ErasureRejected or ErasureWithdrawn => requested,
                LegalHoldPlaced placed => holds[placed.Reference] = placed.Region,
                LegalHoldLifted lifted => holds.GetValueOrDefault(lifted.Reference),
                SubjectAccessExported exported => exported.Region,
                _ => null,
            };
            if (region is null ? e.Data is PersonalDataErased : scope.Covers(region)) within.Add(e);
        }

        return within;
    }
}
