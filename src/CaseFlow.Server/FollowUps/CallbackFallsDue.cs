using Quartz;

namespace CaseFlow.Server.FollowUps;

/// <summary>A callback's alarm rings: what is owed is recorded, and the alarm set to what will be owed next.</summary>
public sealed class CallbackFallsDue(OwedCallbacks owed, CallbackAlarms alarms) : IJob
{
    /// <inheritdoc/>
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        var id = CallbackId.From(CallbackAlarms.Kind.IdOf(context));
        await alarms.SetAsync(id, await owed.CarryOutAsync(id, cancellationToken), cancellationToken);
    }
}
