using CaseFlow.Definitions;
using CaseFlow.Server.Platform.Reading;

namespace CaseFlow.Server.Definitions;

/// <summary>Under which tree of topics a number is told.</summary>
public enum TopicTree
{
    /// <summary>Each case under the topic that was recorded of it.</summary>
    AsRecorded,

    /// <summary>As today's tree tells it: the cases of topics that have gone count where the list in force says.</summary>
    Today,
}

/// <summary>Which topics count under others as a list tells it.</summary>
/// <param name="ListVersion">The version of the list; null when each counts as recorded.</param>
/// <param name="From">The topics that have gone.</param>
/// <param name="To">Where each of them counts.</param>
public sealed record TopicMoves(int? ListVersion, string[] From, string[] To)
{
    /// <summary>Each as recorded.</summary>
    public static TopicMoves None { get; } = new(null, [], []);

    /// <summary>As a list tells it, however often a topic moved on.</summary>
    public static TopicMoves Of(TermList topics)
    {
        ArgumentNullException.ThrowIfNull(topics);
        var moved = topics.Moves.Keys.Select(code => (Code: code, Today: topics.Today(code))).Where(one => one.Today != one.Code).ToList();
        return new(topics.Version, [.. moved.Select(one => one.Code)], [.. moved.Select(one => one.Today)]);
    }

    /// <summary>Demands that a case counts under a topic or one below it, unless there is none: by where its own topic went, not by where that stood.</summary>
    public void Narrow(Conditions where, string? topic)
    {
        ArgumentNullException.ThrowIfNull(where);
        if (topic is null || From.Length == 0)
        {
            where.AddBelow("topic", topic);
            return;
        }

        var moves = From.Zip(To);
        string[] come = [.. moves.Where(move => TermCodes.IsWithin(move.Second, topic)).Select(move => move.First)];
        string[] go = [.. moves.Where(move => !TermCodes.IsWithin(move.Second, topic)).Select(move => move.First)];
        where.Add($"(({Conditions.Within("topic", where.Value(topic))} and topic <> all({where.Value(go)})) or topic = any({where.Value(come)}))");
    }

    /// <summary>A definition that says so.</summary>
    public KpiDefinition Say(KpiDefinition definition)
    {
        ArgumentNullException.ThrowIfNull(definition);
        return definition with { TopicListVersion = ListVersion };
    }
}
