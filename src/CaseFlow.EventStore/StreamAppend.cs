namespace CaseFlow.EventStore;

/// <summary>One append among many.</summary>
/// <param name="Stream">The stream; its first append creates it.</param>
/// <param name="Expected">What the caller believes of the stream.</param>
/// <param name="Events">At least one event.</param>
public sealed record StreamAppend(StreamId Stream, ExpectedVersion Expected, IReadOnlyList<NewEvent> Events);
