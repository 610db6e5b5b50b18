using CaseFlow.EventStore;
using CaseFlow.EventStore.Projections;
using CaseFlow.FollowUps;
using CaseFlow.Server.Platform.Commands;
using Quartz;

namespace CaseFlow.Server.FollowUps;

/// <summary>Keeps one alarm a callback, for when something will be owed next.</summary>
/// <remarks>
/// An alarm is a reminder to look, never a fact: one that rings early or twice finds nothing owed, and one that is lost is
/// set again by <see cref="CallbackSweep"/>. That is why it need not be written in one transaction with the events.
/// </remarks>
public sealed class CallbackAlarms(ISchedulerFactory schedulers, TimeProvider clock)
{
    /// <summary>The group of Quartz's triggers that are callback alarms; each bears the callback's id as its name.</summary>
    public const string Group = "callbacks";

    /// <summary>Sets the alarm to what the callback owes next, in the place of any earlier one; takes it away when nothing will be owed.</summary>
    public async Task SetAsync(CallbackId id, Callback callback, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(callback);
        var scheduler = await schedulers.GetScheduler(cancellation);
        if (callback.OwedAt is { } at)
            await scheduler.ScheduleTrigger(Alarm(id, Later(at, clock.GetUtcNow())), TriggerConflict.Replace, cancellation);
        else
            await scheduler.UnscheduleJob(Key(id), cancellation);
    }

    /// <summary>The key of a callback's alarm.</summary>
    public static TriggerKey Key(CallbackId id) => new(id.Value.ToString(), Group);

    /// <summary>An alarm for a time long past would count as slept through and wait for Quartz's next look at those.</summary>
    private static DateTimeOffset Later(DateTimeOffset at, DateTimeOffset now) => at > now ? at : now;

    private static ITrigger Alarm(CallbackId id, DateTimeOffset at) => TriggerBuilder.Create()
        .WithIdentity(Key(id))
        .ForJob(CallbackFallsDue.Key)
        .UsingJobData(CallbackFallsDue.CallbackData, id.Value.ToString())
        .StartAt(at)
        // An alarm that was slept through while no server ran rings as soon as one does.
        .WithSimpleSchedule(schedule => schedule.WithRepeatCount(0).WithMisfireInstruction(SimpleTriggerMisfireInstruction.FireNow))
        .Build();
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
