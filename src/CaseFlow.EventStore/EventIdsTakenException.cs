namespace CaseFlow.EventStore;

/// <summary>Event ids of an append are recorded already, but not by the same append: in another stream, or in part. Nothing changed.</summary>
public sealed class EventIdsTakenException : ArgumentException
{
    internal EventIdsTakenException(string message)
        : base(message)
    {
    }
}
