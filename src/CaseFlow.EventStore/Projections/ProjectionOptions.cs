namespace CaseFlow.EventStore.Projections;

/// <summary>How the engine goes about its work; the defaults suit a complaint desk.</summary>
public sealed record ProjectionOptions
{
    /// <summary>How many events a projection takes in one transaction.</summary>
    public int PageSize { get; init; } = 500;

    /// <summary>How many events a rebuild reads at once; it holds two pages.</summary>
    public int RebuildPageSize { get; init; } = 2_000;

    /// <summary>How many bytes the rows may take that a rebuild keeps in memory, about; the others are in the tables.</summary>
    public long RebuildMemory { get; init; } = 64L * 1024 * 1024;

    /// <summary>How long the engine waits at most before it looks for events on its own, should a notification be lost.</summary>
    public TimeSpan PollInterval { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How often a failing event is tried before its projection stops at it.</summary>
    public int Attempts { get; init; } = 3;

    /// <summary>The wait before the second attempt; it doubles with each further one.</summary>
    public TimeSpan RetryDelay { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>How long a stopped projection rests before it tries its event again.</summary>
    public TimeSpan ParkedRetry { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>
    /// How long a node may be silent before PostgreSQL ends its sessions that hold a turn, so that another node takes over from one
    /// that is paused; one that was killed is followed at once. It has to be longer than any pause of a busy machine.
    /// </summary>
    public TimeSpan NodePatience { get; init; } = TimeSpan.FromSeconds(4);

    /// <summary>
    /// The same for a rebuild, which nobody waits for: it may take hours, and begins from the start when the database has given it up.
    /// </summary>
    public TimeSpan RebuildPatience { get; init; } = TimeSpan.FromSeconds(30);
}
