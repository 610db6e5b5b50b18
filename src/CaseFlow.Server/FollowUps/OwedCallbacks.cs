using CaseFlow.EventStore;
using CaseFlow.FollowUps;
using CaseFlow.Server.Platform.Commands;
using CaseFlow.Server.Platform.Reading;

namespace CaseFlow.Server.FollowUps;

/// <summary>Records what a callback owes by now. However often and from wherever it is called, each thing owed is recorded once.</summary>
public sealed class OwedCallbacks(IEventStore store, CommandShell shell, TimeProvider clock)
{
    /// <summary>The actor of what is recorded here.</summary>
    public const string Actor = "callback-clock";

    /// <summary>Carries out what is owed.</summary>
    /// <returns>The callback when nothing more is owed by now.</returns>
    public async Task<Callback> CarryOutAsync(CallbackId id, CancellationToken cancellation)
    {
        while (true)
        {
            var history = await store.ReadStreamAsync(id.Value, cancellation: cancellation);
            var callback = Streams.Callback.Fold(history);
            if (Callback.Owed(callback, clock.GetUtcNow()) is not [var owed, ..]) return callback;

            // The command is named by the version that owes it. Whoever else carries it out at the same time says the same
            // command; whoever comes after a change finds the version gone and looks again.
            var last = history[^1];
            var context = new CommandContext
            {
                CommandId = DeterministicId.From(Actor, id.Value, last.Version),
                Actor = Actor,
                Scope = AccessScope.All,
                CorrelationId = history[0].Metadata.CorrelationId,
                CausationId = last.Id.ToString(),
                OccurredAt = callback.OwedAt ?? last.Metadata.OccurredAt,
                SeenVersion = last.Version,
            };
            await shell.DecideAsync(Streams.Callback, id.Value, context, _ => owed, cancellation);
        }
    }
}
