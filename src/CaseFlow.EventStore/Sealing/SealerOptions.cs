namespace CaseFlow.EventStore.Sealing;

/// <summary>How the sealer goes about its work.</summary>
public sealed record SealerOptions
{
    /// <summary>How many events a checkpoint seals at most; as many are sealed at once.</summary>
    public int StretchSize { get; init; } = 1_000;

    /// <summary>How long an event waits at most until it is sealed, when fewer have come.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How often the sealer looks.</summary>
    public TimeSpan Look { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How long a node that seals may be silent before another takes over.</summary>
    public TimeSpan NodePatience { get; init; } = TimeSpan.FromSeconds(10);
}
