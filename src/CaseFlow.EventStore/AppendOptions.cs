namespace CaseFlow.EventStore;

/// <summary>How a node gathers its concurrent appends; the defaults suit a small machine.</summary>
public sealed record AppendOptions
{
    /// <summary>How many appends share a transaction at most. One append is never divided.</summary>
    public int MostAppends { get; init; } = 128;

    /// <summary>How many events share a transaction at most, unless one append alone has more.</summary>
    public int MostEvents { get; init; } = 2_000;

    /// <summary>How many appends may wait; further callers wait for a place.</summary>
    public int Capacity { get; init; } = 4_096;

    /// <summary>How many batches may be under way at once: while one waits for the disk, the next is sent and taken apart.</summary>
    public int Lanes { get; init; } = 2;

    /// <summary>How many appends must wait before a further lane is worth its transaction.</summary>
    public int LaneThreshold { get; init; } = 8;

    /// <summary>How long a lost database is waited for before those who wait are told so.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(5);
}
