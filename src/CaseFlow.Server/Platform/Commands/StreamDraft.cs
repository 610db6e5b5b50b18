using CaseFlow.EventStore;

namespace CaseFlow.Server.Platform.Commands;

/// <summary>Facts that wait to be recorded in one append.</summary>
public interface IStreamDraft
{
    /// <summary>What would be recorded.</summary>
    IReadOnlyList<NewEvent> Events { get; }

    /// <summary>The draft as one append among many; it has at least one event.</summary>
    StreamAppend Append { get; }

    /// <summary>Records the draft; false when somebody else wrote to the stream since its history was read.</summary>
    Task<bool> RecordAsync(IEventStore store, CancellationToken cancellation);
}

/// <summary>Several decisions on one stream, each on the state that those before lead to, recorded in one append.</summary>
/// <remarks>A command whose id the stream knows is passed over, so that drafting the same again adds nothing, whatever was done since.</remarks>
/// <param name="kind">The kind of stream.</param>
/// <param name="stream">Which one.</param>
/// <param name="history">The stream as it is recorded.</param>
public sealed class StreamDraft<TState, TEvent>(StreamKind<TState, TEvent> kind, Guid stream, IReadOnlyList<RecordedEvent> history) : IStreamDraft
    where TEvent : class
{
    private readonly HashSet<Guid> done = [.. history.Select(e => e.Metadata.CommandId)];
    private readonly List<NewEvent> events = [];

    /// <summary>The state that the history and the draft come to.</summary>
    public TState State { get; private set; } = kind.Fold(history);

    /// <inheritdoc/>
    public IReadOnlyList<NewEvent> Events => events;

    /// <summary>Why one of the commands is refused; what follows it is not decided.</summary>
    public Refusal? Refusal { get; private set; }

    /// <summary>Decides on the state so far.</summary>
    public StreamDraft<TState, TEvent> Decide(CommandContext context, Func<TState, Decision<TEvent>> decide)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(decide);
        if (Refusal is not null || !done.Add(context.CommandId)) return this;
        var decision = decide(State);
        Refusal = decision.Refusal;
        events.AddRange(decision.Events.Select((data, index) => new NewEvent(DeterministicId.From(context.CommandId, stream, index), data, context.Metadata)));
        State = decision.Events.Aggregate(State, kind.Evolve);
        return this;
    }

    /// <inheritdoc/>
    public StreamAppend Append => Refusal is null
        ? new(new(kind.Type, stream), ExpectedVersion.Exactly(history.Count == 0 ? 0 : history[^1].Version), events)
        : throw new InvalidOperationException($"A command of the draft is refused: {Refusal.Code}.");

    /// <inheritdoc/>
    public async Task<bool> RecordAsync(IEventStore store, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(store);
        var (to, expected, facts) = Append;
        return facts.Count == 0 || await store.AppendAsync(to, expected, facts, cancellation) is not Conflict;
    }
}
