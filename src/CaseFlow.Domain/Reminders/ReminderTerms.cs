using System.Text.Json.Serialization;
using CaseFlow.Definitions;
using CaseFlow.Emergencies;

namespace CaseFlow.Reminders;

/// <summary>A reminder: one message to one customer, from its plan to what became of it.</summary>
[JsonConverter(typeof(IdentifierConverter<ReminderId>))]
public readonly record struct ReminderId(Guid Value) : IIdentifier<ReminderId>
{
    public static ReminderId From(Guid value) => new(value);
}

/// <summary>Something that happened to a customer and that reminders follow from, such as the opening of an account.</summary>
[JsonConverter(typeof(IdentifierConverter<ReminderTriggerId>))]
public readonly record struct ReminderTriggerId(Guid Value) : IIdentifier<ReminderTriggerId>
{
    public static ReminderTriggerId From(Guid value) => new(value);
}

/// <summary>What a message is for, which decides whether it may go out while customers rest.</summary>
public enum ReminderClass { Safety, Arrears, Service, Marketing }

/// <summary>What stands for a variable, and so how it is masked for those who read the message later.</summary>
public enum VariableKind { Plain, Name, Number, Account }

/// <summary>A variable that the texts of a plan may use.</summary>
/// <param name="Name">Upper-case letters, digits and underscores, as it stands in the texts.</param>
/// <param name="Kind">What stands for it.</param>
/// <param name="Sample">A value to show the texts with; it is nobody's.</param>
public sealed record ReminderVariable(string Name, VariableKind Kind, string Sample);

/// <summary>One message of a plan.</summary>
public sealed record ReminderTemplate
{
    /// <summary>Lower case, stable for ever within the plan.</summary>
    public required string Code { get; init; }

    /// <summary>Counts what this message said, from 1; a version of the plan that leaves it as it is leaves this as it is.</summary>
    public int Version { get; init; }

    /// <summary>What it is for.</summary>
    public required ReminderClass Class { get; init; }

    /// <summary>The text as it is sent.</summary>
    public required string Zh { get; init; }

    /// <summary>The text in English.</summary>
    public string? En { get; init; }

    /// <summary>How many days after the trigger it is wanted; 0 is at once.</summary>
    public int AfterDays { get; init; }

    /// <summary>At which time of that day, by the clocks of the zone of rest; only of a message of a later day.</summary>
    public TimeOnly? At { get; init; }
}

/// <summary>What follows from one kind of trigger.</summary>
public sealed record ReminderPlanTerms
{
    /// <summary>The touchpoint: a term of the list <c>touchpoints</c>.</summary>
    public required Term Touchpoint { get; init; }

    /// <summary>The variables, each of which a trigger gives a value for.</summary>
    public required IReadOnlyList<ReminderVariable> Variables { get; init; }

    /// <summary>The messages, in the order in which customers have them.</summary>
    public required IReadOnlyList<ReminderTemplate> Templates { get; init; }
}

/// <summary>When customers rest.</summary>
public sealed record ReminderHours
{
    /// <summary>From 1.</summary>
    public required int Version { get; init; }

    /// <summary>IANA zone by whose clocks they rest, for example <c>Asia/Shanghai</c>.</summary>
    public required string Zone { get; init; }

    /// <summary>The spans of the day in which nothing is sent.</summary>
    public required IReadOnlyList<RestHours> Rest { get; init; }

    /// <summary>The classes that are sent all the same.</summary>
    public required IReadOnlyList<ReminderClass> Breaking { get; init; }

    /// <summary>The rest that a class keeps to; none when it goes out at any time.</summary>
    public IReadOnlyList<RestHours> RestOf(ReminderClass of) => Breaking.Contains(of) ? [] : Rest;
}

/// <summary>What stands for a variable in the messages of one trigger.</summary>
/// <param name="Name">The variable.</param>
/// <param name="Value">Its value; all are sealed, whatever they are, since a sender may put a person where a plan is expected.</param>
public sealed record ReminderValue(string Name, Sealed Value);
