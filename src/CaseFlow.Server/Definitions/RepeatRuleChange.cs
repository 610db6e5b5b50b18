using System.Text.Json;
using System.Text.Json.Serialization;
using CaseFlow.Complaints;
using CaseFlow.Definitions;
using CaseFlow.EventStore;
using CaseFlow.Server.Platform.Commands;

namespace CaseFlow.Server.Definitions;

/// <summary>What if the rule for repeat complaints were another one? Takes the place of parts of every rule that was published; what is left out stays as published.</summary>
public sealed record RepeatRuleChange
{
    /// <summary>Days from the earlier complaint in which another is a repeat of it, 1 to 3660.</summary>
    public int? WindowDays { get; init; }

    /// <summary>How many levels of the topic must agree, 1 to 9.</summary>
    public int? TopicLevel { get; init; }

    /// <summary>The kinds that count, at least one.</summary>
    public IReadOnlyList<ComplaintKind>? Kinds { get; init; }

    /// <summary>Repeats per this many of the base, 1 to 1000000.</summary>
    public int? Unit { get; init; }

    /// <summary>The rules as they were published.</summary>
    [JsonIgnore]
    public static RepeatRuleChange None { get; } = new();

    /// <summary>A published version in the place of every other.</summary>
    public static RepeatRuleChange To(RepeatRule rule)
    {
        ArgumentNullException.ThrowIfNull(rule);
        return new() { WindowDays = rule.WindowDays, TopicLevel = rule.TopicLevel, Kinds = rule.Kinds, Unit = rule.Unit };
    }

    /// <summary>Whether it changes nothing.</summary>
    [JsonIgnore]
    public bool IsNone => (WindowDays, TopicLevel, Kinds, Unit) == (null, null, null, null);

    /// <summary>The change as a replay keeps it: equal changes have equal texts.</summary>
    [JsonIgnore]
    public string Text => IsNone ? "" : JsonSerializer.Serialize(this with { Kinds = Kinds is null ? null : [.. Kinds.Distinct().Order()] }, EventTypes.Json);

    /// <summary>Reads what <see cref="Text"/> wrote.</summary>
    /// <exception cref="ArgumentException">It is no such text.</exception>
    public static RepeatRuleChange Read(string text)
    {
        try
        {
            return string.IsNullOrEmpty(text) ? None : JsonSerializer.Deserialize<RepeatRuleChange>(text, EventTypes.Json) ?? None;
        }
        catch (JsonException fault)
        {
            throw new ArgumentException("This is no change of the rule for repeat complaints.", nameof(text), fault);
        }
    }

    /// <summary>A published rule with the change in it.</summary>
    public RepeatRule Of(RepeatRule published)
    {
        ArgumentNullException.ThrowIfNull(published);
        return published with
        {
            WindowDays = WindowDays ?? published.WindowDays,
            TopicLevel = TopicLevel ?? published.TopicLevel,
            Kinds = Kinds ?? published.Kinds,
            Unit = Unit ?? published.Unit,
        };
    }

    /// <summary>Notes what no rule may be.</summary>
    /// <param name="errors">Where to.</param>
    /// <param name="path">The path of the change in the request, with its dot; empty where it has none.</param>
    public void Check(FieldErrors errors, string path = "")
    {
        ArgumentNullException.ThrowIfNull(errors);
        Within("windowDays", WindowDays, 3660);
        Within("topicLevel", TopicLevel, 9);
        Within("unit", Unit, 1_000_000);
        if (Kinds is not null) errors.Choices($"{path}kinds", Kinds);
        if (Kinds is { Count: 0 }) errors.Add($"{path}kinds", FieldCodes.OutOfRange, $"{path}kinds names at least one kind.");

        void Within(string field, int? value, int most)
        {
            if (value < 1 || value > most) errors.Add(path + field, FieldCodes.OutOfRange, FormattableString.Invariant($"{path}{field} is 1 to {most}."));
        }
    }

    /// <summary>The change in a few words, for a definition's version; empty when nothing is changed.</summary>
    public override string ToString() => string.Join(", ", new[]
    {
        Said("windowDays", WindowDays), Said("topicLevel", TopicLevel), Kinds is null ? null : $"kinds {string.Join(" ", Kinds.Distinct().Order())}", Said("unit", Unit),
    }.OfType<string>());

    private static string? Said(string name, int? value) => value is null ? null : FormattableString.Invariant($"{name} {value}");
}
