using System.Text.Json;
using CaseFlow.Definitions;
using CaseFlow.EventStore;

namespace CaseFlow.Server.Definitions;

/// <summary>How a replay of the repeat-complaint rates counts: under which rules, and under which tree of topics.</summary>
/// <param name="Change">What takes the place of parts of the published rules.</param>
/// <param name="Topics">The tree that topics agree under from the first event on; null for the tree in force at each event.</param>
public sealed record RepeatReplay(RepeatRuleChange Change, TermList? Topics)
{
    /// <summary>A replay under a tree: today's is that of the list in force, even where the replay ends before it was published.</summary>
    public static async Task<RepeatReplay> UnderAsync(DefinitionBook book, TopicTree tree, RepeatRuleChange change, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(book);
        return new(change, tree switch
        {
            TopicTree.AsRecorded => null,
            // While no topic has gone both trees are one, and so are their replays.
            TopicTree.Today => await book.ListAsync(TermLists.Topics, cancellation) is { Moves.Count: > 0 } topics ? topics : null,
        });
    }

    /// <summary>As a replay keeps it: what counts alike has equal texts.</summary>
    public string Text => Topics is null
        ? Change.Text
        : JsonSerializer.Serialize(new Kept(Change.IsNone ? null : Change.Text, new(TermLists.Topics, Topics.Version, [], "") { Moves = [.. Topics.Moves.Values] }), EventTypes.Json);

    /// <summary>Reads what <see cref="Text"/> wrote.</summary>
    /// <exception cref="ArgumentException">It is no such text.</exception>
    public static RepeatReplay Read(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        try
        {
            if (text.Length > 0 && JsonDocument.Parse(text).RootElement.TryGetProperty("topics", out _) && JsonSerializer.Deserialize<Kept>(text, EventTypes.Json) is { } kept)
                return new(RepeatRuleChange.Read(kept.Change ?? ""), TermList.Evolve(TermList.Unpublished, kept.Topics));
        }
        catch (JsonException fault)
        {
            throw new ArgumentException("This says of no replay of the repeat-complaint rates how it counts.", nameof(text), fault);
        }

        return new(RepeatRuleChange.Read(text), null);
    }

    private sealed record Kept(string? Change, TermListPublished Topics);
}
