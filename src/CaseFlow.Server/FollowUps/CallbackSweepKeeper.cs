using CaseFlow.Server.Platform.Jobs;
using Quartz;

namespace CaseFlow.Server.FollowUps;

/// <summary>Sees to it that sweeps for lost callback alarms recur.</summary>
public sealed class CallbackSweepKeeper(ISchedulerFactory schedulers, ILogger<CallbackSweepKeeper> log) : SweepKeeper(schedulers, CallbackSweep.Key, log);
