namespace CaseFlow.EventStore;

/// <summary>The answer to an append: exactly one of <see cref="Appended"/>, <see cref="Repeated"/>, <see cref="Conflict"/>.</summary>
public abstract record AppendResult
{
    private protected AppendResult() { }
}

/// <summary>The events are recorded.</summary>
/// <param name="Version">The stream's version after the append.</param>
/// <param name="Position">The position of the last of them.</param>
public sealed record Appended(long Version, long Position) : AppendResult;

/// <summary>The same event ids were recorded before; nothing changed.</summary>
/// <param name="Version">The stream's version after that first append.</param>
/// <param name="Position">The position of the last of the events.</param>
public sealed record Repeated(long Version, long Position) : AppendResult;

/// <summary>The stream is not where the caller believed; nothing changed.</summary>
/// <param name="Actual">The stream's version; 0 when it does not exist.</param>
public sealed record Conflict(long Actual) : AppendResult;
