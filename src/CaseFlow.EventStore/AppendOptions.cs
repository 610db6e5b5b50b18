namespace CaseFlow.EventStore;

/// <summary>How a node gathers its concurrent appends; the defaults suit a small machine.</summary>
public sealed record AppendOptions
{
    /// <summary>How many appends share a transaction at most. One append is never divided.</summary>
    public int MostAppends { get; init; } = 128;

    /// <summary>How many events share a transaction at most, unless one append alone has more.</summary>
    public int MostEvents { get; init; } = 2_000;

    /// <summary>How many events of many appends at once share a transaction; others wait that long, some 15 microseconds for each on a small machine.</summary>
    public int MostBulkEvents { get; init; } = 4_000;

    /// <summary>How many appends may wait; further callers wait for a place.</summary>
    public int Capacity { get; init; } = 4_096;

    /// <summary>How long a lost database is waited for before those who wait are told so.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(5);
}
