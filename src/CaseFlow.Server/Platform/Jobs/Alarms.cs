using Quartz;

namespace CaseFlow.Server.Platform.Jobs;

/// <summary>A kind of alarm: one for each thing that will owe something, for when it will.</summary>
/// <param name="Group">The group of Quartz's triggers that are these alarms; each bears the id of its thing as its name.</param>
/// <param name="Job">The job that they ring.</param>
/// <param name="IdData">The name of the id in the alarm's data.</param>
public sealed record AlarmKind(string Group, JobKey Job, string IdData)
{
    /// <summary>The key of a thing's alarm.</summary>
    public TriggerKey Key(Guid id) => new(id.ToString(), Group);

    /// <summary>Whose alarm rings. From the data and not from the trigger's name, which is another one when a crash is made good.</summary>
    public Guid IdOf(IJobExecutionContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return Guid.Parse(context.MergedJobDataMap.GetString(IdData)!);
    }
}

/// <summary>Keeps one alarm for each thing that will owe something.</summary>
/// <remarks>
/// An alarm is a reminder to look, never a fact: one that rings early or twice finds nothing owed, and one that is lost is
/// set again by a sweep. That is why it need not be written in one transaction with the events.
/// </remarks>
public sealed class Alarms(ISchedulerFactory schedulers, TimeProvider clock)
{
    /// <summary>Sets the alarm to when something will be owed, in the place of any earlier one; takes it away when nothing will be.</summary>
    public async Task SetAsync(AlarmKind kind, Guid id, DateTimeOffset? owedAt, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(kind);
        var scheduler = await schedulers.GetScheduler(cancellation);
        if (owedAt is { } at)
            await scheduler.ScheduleTrigger(Alarm(kind, id, Later(at, clock.GetUtcNow())), TriggerConflict.Replace, cancellation);
        else
            await scheduler.UnscheduleJob(kind.Key(id), cancellation);
    }

    /// <summary>An alarm for a time long past would count as slept through and wait for Quartz's next look at those.</summary>
    private static DateTimeOffset Later(DateTimeOffset at, DateTimeOffset now) => at > now ? at : now;

    private static ITrigger Alarm(AlarmKind kind, Guid id, DateTimeOffset at) => TriggerBuilder.Create()
        .WithIdentity(kind.Key(id))
        .ForJob(kind.Job)
        .UsingJobData(kind.IdData, id.ToString())
        .StartAt(at)
        // An alarm that was slept through while no server ran rings as soon as one does.
        .WithSimpleSchedule(schedule => schedule.WithRepeatCount(0).WithMisfireInstruction(SimpleTriggerMisfireInstruction.FireNow))
        .Build();
}
