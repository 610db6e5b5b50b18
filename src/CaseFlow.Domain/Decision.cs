namespace CaseFlow;

/// <summary>What a decision came to: events to record, nothing to do, or a refusal.</summary>
/// <typeparam name="TEvent">The stream's events.</typeparam>
public sealed record Decision<TEvent>
    where TEvent : class
{
    private Decision(IReadOnlyList<TEvent> events, Refusal? refusal) => (Events, Refusal) = (events, refusal);

    /// <summary>The facts to record; empty when there is nothing to do or the command is refused.</summary>
    public IReadOnlyList<TEvent> Events { get; }

    /// <summary>Why the command is refused; null when it is not.</summary>
    public Refusal? Refusal { get; }

    public static implicit operator Decision<TEvent>(TEvent @event) => new([@event], null);

    public static implicit operator Decision<TEvent>(TEvent[] events) => new(events, null);

    public static implicit operator Decision<TEvent>(Refusal refusal) => new([], refusal);

    public static implicit operator Decision<TEvent>(Decision.NothingToDo _) => new([], null);
}

/// <summary>The decision that there is nothing to do: what was asked is so already.</summary>
public static class Decision
{
    /// <summary>What was asked is so already.</summary>
    public static readonly NothingToDo Nothing = new();

    /// <summary>Converts to the <see cref="Decision{TEvent}"/> of any stream.</summary>
    public sealed record NothingToDo;
}

/// <summary>Why a command is refused. The code is stable and documented; the reason is for a person.</summary>
/// <param name="Code">Kebab case, for example <c>already-closed</c>.</param>
/// <param name="Reason">One English sentence that says what to do instead, where there is something.</param>
public sealed record Refusal(string Code, string Reason)
{
    /// <summary>Who has what was asked for; null where that is not why it is refused.</summary>
    public Holder? HeldBy { get; init; }

    /// <summary>The field that is to be said otherwise, as the request calls it; null where no field alone is what is wrong.</summary>
    public string? Field { get; init; }

    /// <summary>The same of a field that only the decision knows, for example the third of a list.</summary>
    public Refusal At(string field) => this with { Field = field };
}

/// <summary>Who has something to themselves for a while.</summary>
/// <param name="Who">The account's name.</param>
/// <param name="Until">From then on it is anybody's.</param>
public sealed record Holder(string Who, DateTimeOffset Until);
