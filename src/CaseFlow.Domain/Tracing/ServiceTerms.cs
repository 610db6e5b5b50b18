namespace CaseFlow.Tracing;

/// <summary>Which wrong passwords a lock of the voice menu counts. The menu keeps a counter for each number.</summary>
public enum LockCounter { Either, HandledNumber, CallingNumber }

/// <summary>When a service that was asked for works.</summary>
/// <param name="ImmediateForAll">Whether it works at once for everybody.</param>
/// <param name="ImmediateTiers">The tiers for which it works at once all the same.</param>
/// <param name="ImmediateBrands">The brands for which it does.</param>
/// <param name="NextDayAt">At what time of the next day it works for everybody else.</param>
public sealed record ActivationTerms(bool ImmediateForAll, IReadOnlyList<string> ImmediateTiers, IReadOnlyList<string> ImmediateBrands, TimeOnly NextDayAt);

/// <summary>How a caller says who they are.</summary>
/// <param name="WrongTries">How many wrong passwords lock the voice menu.</param>
/// <param name="LockedHours">For how long.</param>
/// <param name="Counts">Which tries are counted.</param>
/// <param name="PapersAccepted">Whether an identity document will do in place of the password.</param>
public sealed record IdentificationTerms(int WrongTries, int LockedHours, LockCounter Counts, bool PapersAccepted);

/// <summary>What the portal says to who activates international calls.</summary>
/// <param name="NamesRoaming">Whether it says that abroad roaming is needed as well.</param>
public sealed record WordingTerms(bool NamesRoaming);

/// <summary>Who is answered first when all agents are busy.</summary>
/// <param name="RoamingFirst">Whether calls from abroad have a lane of their own.</param>
public sealed record LaneTerms(bool RoamingFirst);

/// <summary>What of rules, texts and processes decides whether a contact about roaming fails.</summary>
public sealed record ServiceTerms
{
    public ActivationTerms? Activation { get; init; }
    public IdentificationTerms? Identification { get; init; }
    public WordingTerms? Wording { get; init; }
    public LaneTerms? Lane { get; init; }

    /// <summary>These terms, and in place of them those that others state.</summary>
    public ServiceTerms Under(ServiceTerms? others) => others is null ? this : new()
    {
        Activation = others.Activation ?? Activation,
        Identification = others.Identification ?? Identification,
        Wording = others.Wording ?? Wording,
        Lane = others.Lane ?? Lane,
    };

    /// <summary>Whether both say the same; lists are compared by what is in them.</summary>
    public bool Says(ServiceTerms other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return (Identification, Wording, Lane) == (other.Identification, other.Wording, other.Lane) && (Activation, other.Activation) switch
        {
            (null, null) => true,
            ({ } one, { } two) => (one.ImmediateForAll, one.NextDayAt) == (two.ImmediateForAll, two.NextDayAt)
                && one.ImmediateTiers.SequenceEqual(two.ImmediateTiers) && one.ImmediateBrands.SequenceEqual(two.ImmediateBrands),
            _ => false,
        };
    }
}
