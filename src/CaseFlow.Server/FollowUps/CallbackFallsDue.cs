using Quartz;

namespace CaseFlow.Server.FollowUps;

/// <summary>A callback's alarm rings: what is owed is recorded, and the alarm set to what will be owed next.</summary>
public sealed class CallbackFallsDue(OwedCallbacks owed, CallbackAlarms alarms) : IJob
{
    /// <summary>The job that all alarms ring.</summary>
    public static readonly JobKey Key = new("callback-falls-due", CallbackAlarms.Group);

    /// <summary>The name of the callback's id in the alarm's data.</summary>
    public const string CallbackData = "callback";

    /// <inheritdoc/>
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(context);
        // From the data and not from the trigger's name, which is another one when a crash is made good.
        var id = CallbackId.From(Guid.Parse(context.MergedJobDataMap.GetString(CallbackData)!));
        await alarms.SetAsync(id, await owed.CarryOutAsync(id, cancellationToken), cancellationToken);
    }
}
