using System.Diagnostics;
using System.Threading.Channels;
using CaseFlow.EventStore;
using CaseFlow.EventStore.Projections;
using CaseFlow.Server.Platform.Jobs;
using CaseFlow.Server.Platform.Reading;
using CaseFlow.Warnings;
using Quartz;

namespace CaseFlow.Server.Warnings;

/// <summary>Rings when something came in that rules may count.</summary>
public sealed class WarningBell
{
    /// <summary>Only the latest position matters: whoever looks sees everything before it as well.</summary>
    private readonly Channel<long> rung = Channel.CreateBounded<long>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropOldest });

    /// <summary>Something came in at a position.</summary>
    public void Ring(long position) => rung.Writer.TryWrite(position);

    /// <summary>Waits until something comes in.</summary>
    public ValueTask<long> HeardAsync(CancellationToken cancellation) => rung.Reader.ReadAsync(cancellation);
}

/// <summary>Rings the bell for what happened lately, and for rules. Records of the past ring for nobody.</summary>
public sealed class WarningBellRinger(WarningBell bell) : ISubscription
{
    /// <summary>No rule takes anything to be fresh for longer.</summary>
    private static readonly TimeSpan Fresh = TimeSpan.FromDays(7);

    /// <inheritdoc/>
    public string Name => nameof(WarningBellRinger);

    /// <inheritdoc/>
    public Task HandleAsync(RecordedEvent e, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(e);
        if (e.Data is WarningRulePublished || (WarningSignsProjection.CaseOf(e) is not null && e.Metadata.OccurredAt + Fresh >= e.RecordedAt)) bell.Ring(e.Position);
        return Task.CompletedTask;
    }
}

/// <summary>Looks at the rules within a moment of the bell's ringing, and again as long as more is counted, each time not before five times as long as looking took.</summary>
/// <remarks>Of many things that come in at once the first ring is heard when few of them are counted, and the last one after other subscriptions have dealt with all.</remarks>
public sealed class WarningWatch(WarningBell bell, ReadYourWrites writes, WarningEvaluation evaluation, ILogger<WarningWatch> log) : BackgroundService
{
    private static readonly TimeSpan Gather = TimeSpan.FromMilliseconds(300);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                var position = await bell.HeardAsync(stoppingToken);
                if (!await writes.WaitAsync([WarningCounts.Projection], position, stoppingToken)) bell.Ring(position);
                for (var (before, counted) = (-1L, 0L); counted > before;)
                {
                    var began = Stopwatch.GetTimestamp();
                    (before, counted) = (counted, await evaluation.EvaluateAsync(stoppingToken));
                    // What comes in together is looked at together.
                    await Task.Delay(Gather + (5 * Stopwatch.GetElapsedTime(began)), stoppingToken);
                }
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception fault) // the sweep looks again within a minute
            {
                log.LogWarning(fault, "The rules for warnings could not be looked at");
            }
        }
    }
}

/// <summary>Looks at all rules, also when no bell rang: what goes on subsides by itself, and a server may have died between a ring and its look.</summary>
[DisallowConcurrentExecution]
public sealed class WarningSweep(WarningEvaluation evaluation) : IJob
{
    /// <summary>The job.</summary>
    public static readonly JobKey Key = new("warning-sweep", "warnings");

    /// <inheritdoc/>
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default) => await evaluation.EvaluateAsync(cancellationToken);
}

/// <summary>Sees to it that sweeps recur.</summary>
public sealed class WarningSweepKeeper(ISchedulerFactory schedulers, ILogger<WarningSweepKeeper> log) : SweepKeeper(schedulers, WarningSweep.Key, log);
