using System.Diagnostics;
using CaseFlow.EventStore;
using CaseFlow.Server.Platform.Reading;

namespace CaseFlow.Server.Platform.Commands;

/// <summary>A kind of stream: its stored type and how its state follows from its events.</summary>
public sealed record StreamKind<TState, TEvent>(string Type, TState Initial, Func<TState, TEvent, TState> Evolve)
    where TEvent : class
{
    /// <summary>Whether a stream that began so is there for a scope; of kinds that have no territory, every one is.</summary>
    public Func<IReadOnlyList<RecordedEvent>, AccessScope, bool> IsWithin { get; init; } = static (_, _) => true;

    /// <summary>The part of a history that is there for a scope: all of it, or nothing.</summary>
    public IReadOnlyList<RecordedEvent> Within(AccessScope scope, IReadOnlyList<RecordedEvent> history)
    {
        ArgumentNullException.ThrowIfNull(history);
        return history.Count == 0 || IsWithin(history, scope) ? history : [];
    }

    /// <summary>The state that a history comes to.</summary>
    public TState Fold(IEnumerable<RecordedEvent> history) => history.Aggregate(Initial, (state, e) => Evolve(state, (TEvent)e.Data));
}

/// <summary>Carries commands out: load facts, decide, append, answer.</summary>
public sealed class CommandShell(IEventStore store)
{
    /// <summary>An attempt is lost only when another command is recorded, so that this many others at once are waited out.</summary>
    private const int Attempts = 32;

    /// <summary>Decides on the stream as it is and records the result, again and again while others are faster.</summary>
    public Task<CommandOutcome> DecideAsync<TState, TEvent>(
        StreamKind<TState, TEvent> kind, Guid stream, CommandContext context, Func<TState, Decision<TEvent>> decide, CancellationToken cancellation)
        where TEvent : class =>
        DecideAsync(kind, stream, context, static _ => Task.FromResult(true), (state, _) => decide(state), cancellation);

    /// <summary>The same with facts from elsewhere, loaded anew for each attempt and before the decision.</summary>
    public Task<CommandOutcome> DecideAsync<TState, TEvent, TFacts>(
        StreamKind<TState, TEvent> kind,
        Guid stream,
        CommandContext context,
        Func<TState, Task<TFacts>> load,
        Func<TState, TFacts, Decision<TEvent>> decide,
        CancellationToken cancellation)
        where TEvent : class =>
        CarryOutAsync(kind, stream, creates: false, context, load, decide, cancellation);

    /// <summary>The same for a stream that the command brings into being, which is taken to be new and not looked for.</summary>
    /// <remarks>The append finds out when it is there, as after a repetition; then, and before any answer but a record, it is read like any other.</remarks>
    public Task<CommandOutcome> CreateAsync<TState, TEvent, TFacts>(
        StreamKind<TState, TEvent> kind,
        Guid stream,
        CommandContext context,
        Func<TState, Task<TFacts>> load,
        Func<TState, TFacts, Decision<TEvent>> decide,
        CancellationToken cancellation)
        where TEvent : class =>
        CarryOutAsync(kind, stream, creates: context.SeenVersion is null, context, load, decide, cancellation);

    private async Task<CommandOutcome> CarryOutAsync<TState, TEvent, TFacts>(
        StreamKind<TState, TEvent> kind,
        Guid stream,
        bool creates,
        CommandContext context,
        Func<TState, Task<TFacts>> load,
        Func<TState, TFacts, Decision<TEvent>> decide,
        CancellationToken cancellation)
        where TEvent : class
    {
        for (var attempt = 1; attempt <= Attempts; attempt++)
        {
            var assumed = creates && attempt == 1;
            var all = assumed ? [] : await HistoryAsync(stream, cancellation);
            if (all.LastOrDefault(e => e.Metadata.CommandId == context.CommandId) is { } done)
                return done.Metadata.CommandDigest == context.Digest ? new CommandRecorded(done.Version, done.Position, Repeated: true) : new CommandKeyReused();
            // What lies outside of the scope is not there: not its state, nor its version, nor what others did to it.
            var history = kind.Within(context.Scope, all);
            var (version, position) = history.Count == 0 ? (0, 0) : (history[^1].Version, history[^1].Position);
            if (context.SeenVersion is { } seen && seen != version)
                return new CommandStale(version, [.. history.Where(e => e.Version > seen)]);

            var state = kind.Fold(history);
            var facts = await load(state);
            var decision = decide(state, facts);
            if (assumed && decision.Events.Count == 0) continue;
            if (decision.Refusal is { } refusal) return new CommandRefused(refusal);
            if (decision.Events.Count == 0) return new CommandUnchanged(version, position);
            if (history.Count < all.Count) throw new InvalidOperationException($"A {kind.Type} outside of {context.Scope} was taken to be new.");

            var events = decision.Events.Select((data, index) => new NewEvent(DeterministicId.From(context.CommandId, index), data, context.Metadata)).ToList();
            try
            {
                switch (await store.AppendAsync(new StreamId(kind.Type, stream), ExpectedVersion.Exactly(version), events, cancellation))
                {
                    case Appended appended: return new CommandRecorded(appended.Version, appended.Position, Repeated: false);
                    // The same command was faster on another connection: the next look finds it, and whether it said the same.
                    case Repeated or Conflict: continue;
                    default: throw new UnreachableException();
                }
            }
            catch (EventIdsTakenException)
            {
                // Of what was taken to be new, the ids may be those of an earlier sending that came to other facts.
                if (!assumed) return new CommandKeyReused();
            }
        }

        return new CommandContended();
    }

    /// <summary>The state of a stream now; that of one which does not exist, when the scope does not cover it.</summary>
    public async Task<TState> StateAsync<TState, TEvent>(StreamKind<TState, TEvent> kind, Guid stream, AccessScope scope, CancellationToken cancellation)
        where TEvent : class =>
        kind.Fold(kind.Within(scope, await HistoryAsync(stream, cancellation)));

    /// <summary>The state of a stream now, wherever it belongs.</summary>
    public async Task<TState> StateAsync<TState, TEvent>(StreamKind<TState, TEvent> kind, Guid stream, CancellationToken cancellation)
        where TEvent : class =>
        kind.Fold(await HistoryAsync(stream, cancellation));

    /// <summary>What happened in a stream so far.</summary>
    public Task<IReadOnlyList<RecordedEvent>> HistoryAsync(Guid stream, CancellationToken cancellation) => store.ReadStreamAsync(stream, cancellation: cancellation);
}
