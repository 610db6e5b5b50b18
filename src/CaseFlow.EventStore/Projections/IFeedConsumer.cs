namespace CaseFlow.EventStore.Projections;

/// <summary>Consecutive events: all that there are from after <paramref name="After"/> to the last of them.</summary>
internal sealed record FeedPage(long After, IReadOnlyList<RecordedEvent> Events)
{
    /// <summary>Those events that follow <paramref name="position"/>; none when some between it and the page are missing.</summary>
    public IReadOnlyList<RecordedEvent> Following(long position) =>
        position < After ? [] : [.. Events.SkipWhile(e => e.Position <= position)];

    /// <summary>The page as pages of one event.</summary>
    public IEnumerable<FeedPage> Singly() => Events.Select((e, i) => new FeedPage(i == 0 ? After : Events[i - 1].Position, [e]));
}

/// <summary>A projection or subscription as the feed sees it.</summary>
internal interface IFeedConsumer
{
    string Name { get; }

    /// <summary>Its checkpoint, made when missing; null while its rows belong to another definition.</summary>
    Task<long?> LoadAsync(CancellationToken cancellation);

    /// <summary>Takes what follows its checkpoint.</summary>
    /// <returns>The checkpoint after that; null when its rows meanwhile belong to another definition.</returns>
    Task<long?> TakeAsync(FeedPage page, CancellationToken cancellation);
}
