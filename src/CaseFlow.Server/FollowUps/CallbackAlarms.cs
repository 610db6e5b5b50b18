using CaseFlow.EventStore;
using CaseFlow.EventStore.Projections;
using CaseFlow.FollowUps;
using CaseFlow.Server.Platform.Commands;
using CaseFlow.Server.Platform.Jobs;
using Quartz;

namespace CaseFlow.Server.FollowUps;

/// <summary>Keeps one alarm a callback, for when something will be owed next.</summary>
public sealed class CallbackAlarms(Alarms alarms)
{
    /// <summary>The group of the alarms.</summary>
    public const string Group = "callbacks";

    /// <summary>The alarms.</summary>
    public static readonly AlarmKind Kind = new(Group, new("callback-falls-due", Group), "callback");

    /// <summary>Sets the alarm to what the callback owes next, in the place of any earlier one; takes it away when nothing will be owed.</summary>
    public Task SetAsync(CallbackId id, Callback callback, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(callback);
        return alarms.SetAsync(Kind, id.Value, callback.OwedAt, cancellation);
    }

    /// <summary>The key of a callback's alarm.</summary>
    public static TriggerKey Key(CallbackId id) => Kind.Key(id.Value);
}

/// <summary>Sets a callback's alarm after each of its events.</summary>
public sealed class CallbackTimers(IEventStore store, CallbackAlarms alarms) : ISubscription
{
    /// <inheritdoc/>
    public string Name => nameof(CallbackTimers);

    /// <inheritdoc/>
    /// <remarks>By the stream as it is now, not as it was at the event: of several events the last one decides.</remarks>
    public async Task HandleAsync(RecordedEvent e, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(e);
        if (e.Data is not CallbackEvent) return;
        var history = await store.ReadStreamAsync(e.Stream.Value, cancellation: cancellation);
        await alarms.SetAsync(CallbackId.From(e.Stream.Value), Streams.Callback.Fold(history), cancellation);
    }
}
