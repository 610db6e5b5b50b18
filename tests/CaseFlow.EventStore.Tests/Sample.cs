namespace CaseFlow.EventStore.Tests;

public enum Colour
{
    Red,
    Green,
}

/// <summary>Something was counted.</summary>
public sealed record ThingCounted(string Thing, int Amount);

/// <summary>Something was painted, a fact with every kind of value.</summary>
public sealed record ThingPainted(string Thing, Colour Colour, decimal Price, DateOnly Day, DateTimeOffset At, Guid? Painter, IReadOnlyList<string> Coats);

/// <summary>Something was counted, in the words of a later program.</summary>
public sealed record ThingTallied(string Item, int Number);

/// <summary>Something was counted, in the words of an older program.</summary>
public sealed record ThingNoted(string Thing, int Amount);

/// <summary>Names as an older program used them.</summary>
public static class LongAgo
{
    /// <summary>Something was counted, but the amount was a text.</summary>
    public sealed record ThingCounted(string Thing, string Amount);
}

/// <summary>What the tests append.</summary>
public static class Sample
{
    public static readonly DateTimeOffset Noon = new(2011, 3, 7, 12, 0, 0, TimeSpan.FromHours(8));

    public static EventTypes Types { get; } = new EventTypes().Add(typeof(ThingCounted)).Add(typeof(ThingPainted));

    public static StreamId Stream() => new("thing", Guid.NewGuid());

    public static NewEvent Counted(int amount = 1, string thing = "apple") => Of(new ThingCounted(thing, amount));

    public static NewEvent Of(object data) => new(Guid.NewGuid(), data, new()
    {
        OccurredAt = Noon,
        Actor = "anna",
        CorrelationId = "correlation",
        CommandId = Guid.NewGuid(),
    });

    public static NewEvent[] Counts(int number) => [.. Enumerable.Range(1, number).Select(i => Counted(i))];
}
