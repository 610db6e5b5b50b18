namespace CaseFlow.EventStore;

/// <summary>Names a stream: its type (Marten's aggregate alias, snake case) and its id, unique across types.</summary>
/// <param name="Type">For example <c>complaint</c>; stored when the stream is created.</param>
/// <param name="Value">The stream's id.</param>
public readonly record struct StreamId(string Type, Guid Value)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Type}/{Value}";
}
