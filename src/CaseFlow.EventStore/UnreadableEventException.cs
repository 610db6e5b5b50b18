namespace CaseFlow.EventStore;

/// <summary>A recorded event's body does not fit the type that bears its stored name.</summary>
public sealed class UnreadableEventException : Exception
{
    internal UnreadableEventException(string type, StreamId stream, long version, long position, Exception inner)
        : base($"The {type} at position {position} (version {version} of {stream}) cannot be read: {inner.Message}", inner) =>
        Position = position;

    /// <summary>The event's position.</summary>
    public long Position { get; }
}
