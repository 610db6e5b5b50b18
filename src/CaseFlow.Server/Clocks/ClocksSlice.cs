using CaseFlow.EventStore.Projections;
using CaseFlow.Server.Platform;
using CaseFlow.Server.Platform.Reading;
using Quartz;

namespace CaseFlow.Server.Clocks;

/// <summary>Clocks: told from the events of cases under versioned calendars and policies, warned of and breached once each.</summary>
public sealed class ClocksSlice : ISlice
{
    /// <inheritdoc/>
    public IEnumerable<IProjection> Projections { get; } = [new RunningClocksProjection(ReportingZone.Operator)];

    /// <inheritdoc/>
    public void AddServices(IServiceCollection services)
    {
        services.AddSingleton<ClockRuleBook>();
        services.AddSingleton<ClockSeeds>();
        ClockDefinitions.Add(services);
        services.AddSingleton<OwedClocks>();
        services.AddSingleton<RunningClocks>();
        services.AddSingleton<ClocksOfCase>();
        services.AddSingleton<ClockCompliance>();
        services.AddSingleton<ClockSimulations>();
        services.AddSingleton<ISubscription, ClockTimers>();
        services.AddHostedService<ClockSweepKeeper>();
        services.ConfigureAllQuartzSchedulers(quartz =>
        {
            quartz.AddJob<ClockRings>(job => job.WithIdentity(ClockRings.Kind.Job).StoreDurably().RequestRecovery());
            quartz.AddJob<ClockSweep>(job => job.WithIdentity(ClockSweep.Key).StoreDurably());
        });
    }

    /// <inheritdoc/>
    public void MapRoutes(IEndpointRouteBuilder api)
    {
        RunningClocks.Map(api);
        ClocksOfCase.Map(api);
        ClockCompliance.Map(api);
        ClockRoutes.Map(api);
        PublishingClockRules.Map(api);
        ClockSimulations.Map(api);
    }
}
