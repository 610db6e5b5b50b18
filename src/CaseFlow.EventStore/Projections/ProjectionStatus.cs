namespace CaseFlow.EventStore.Projections;

/// <summary>How far a projection or subscription has come.</summary>
/// <param name="Name">Which one.</param>
/// <param name="Position">The position of the last event that it has taken.</param>
/// <param name="Head">The position of the last event there is.</param>
/// <param name="StoppedAt">The position of the event that it could not take and stopped before; 0 when its rebuild failed; null when it goes on.</param>
/// <param name="Error">Why it stopped; null when it goes on.</param>
public sealed record ProjectionStatus(string Name, long Position, long Head, long? StoppedAt, string? Error)
{
    /// <summary>How many events it is behind; positions that were given up in an aborted append count as events.</summary>
    public long Lag => Math.Max(0, Head - Position);
}

/// <summary>How far a rebuild has come.</summary>
/// <param name="Position">The position of the last event replayed.</param>
/// <param name="Head">The position of the last event there is.</param>
public readonly record struct RebuildProgress(long Position, long Head);
