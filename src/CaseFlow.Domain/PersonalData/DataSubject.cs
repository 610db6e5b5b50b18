using System.Collections.Immutable;
using System.Diagnostics;

namespace CaseFlow.PersonalData;

/// <summary>How the erasure of a customer's data stands.</summary>
public enum ErasureStatus { None, Requested, Rejected, Withdrawn, Approved, Erased }

/// <summary>Until when somebody may look, and what for.</summary>
public sealed record RevealGrant(RevealPurpose Purpose, DateTimeOffset Until);

/// <summary>A customer as the subject of data.</summary>
/// <param name="Erasure">How the erasure stands.</param>
/// <param name="RequestedBy">Who asked for it last.</param>
/// <param name="Holds">The holds ever placed, and whether each still stands.</param>
/// <param name="Grants">Who was shown the data, and until when they may look.</param>
public sealed record DataSubject(
    ErasureStatus Erasure, string? RequestedBy, ImmutableSortedDictionary<string, bool> Holds, ImmutableSortedDictionary<string, RevealGrant> Grants)
{
    public static readonly DataSubject Untouched = new(
        ErasureStatus.None,
        RequestedBy: null,
        ImmutableSortedDictionary<string, bool>.Empty.WithComparers(StringComparer.Ordinal),
        ImmutableSortedDictionary<string, RevealGrant>.Empty.WithComparers(StringComparer.Ordinal));

    /// <summary>Whether a hold forbids erasing.</summary>
    public bool IsHeld => Holds.Values.Any(stands => stands);

    /// <summary>Whether somebody may look at the data in clear at a moment.</summary>
    public bool IsRevealedTo(string actor, DateTimeOffset at) => RevealedUntil(actor, at) is not null;

    /// <summary>Until when somebody may look at the data in clear; null when they may not at this moment.</summary>
    public DateTimeOffset? RevealedUntil(string actor, DateTimeOffset at) =>
        Erasure != ErasureStatus.Erased && Grants.TryGetValue(actor, out var grant) && at < grant.Until ? grant.Until : null;

    public static DataSubject Evolve(DataSubject subject, DataSubjectEvent @event)
    {
        ArgumentNullException.ThrowIfNull(subject);
        return @event switch
        {
            PersonalDataRevealed e => subject with { Grants = subject.Grants.SetItem(e.By, new(e.Purpose, e.Until)) },
            ErasureRequested e => subject with { Erasure = ErasureStatus.Requested, RequestedBy = e.By },
            ErasureApproved => subject with { Erasure = ErasureStatus.Approved },
            ErasureRejected => subject with { Erasure = ErasureStatus.Rejected },
            ErasureWithdrawn => subject with { Erasure = ErasureStatus.Withdrawn },
            PersonalDataErased => subject with { Erasure = ErasureStatus.Erased },
            LegalHoldPlaced e => subject with { Holds = subject.Holds.SetItem(e.Reference, value: true) },
            LegalHoldLifted e => subject with { Holds = subject.Holds.SetItem(e.Reference, value: false) },
            SubjectAccessExported => subject,
            _ => throw new UnreachableException(@event?.GetType().Name),
        };
    }
}
