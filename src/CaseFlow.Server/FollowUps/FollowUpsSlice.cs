using CaseFlow.EventStore.Projections;
using CaseFlow.Server.Complaints;
using CaseFlow.Server.Platform;
using Quartz;

namespace CaseFlow.Server.FollowUps;

/// <summary>Callbacks: scheduled from events, due in their zone, made by the desk.</summary>
public sealed class FollowUpsSlice : ISlice
{
    /// <inheritdoc/>
    public IEnumerable<IProjection> Projections { get; } = [new CallbackAgendaProjection()];

    /// <inheritdoc/>
    public void AddServices(IServiceCollection services)
    {
        services.AddSingleton<ICallbackResults, CallbackResults>();
        services.AddSingleton<CallbackDesk>();
        services.AddSingleton<CallbackAgenda>();
        services.AddSingleton<DeskAgenda>();
        services.AddSingleton<CallbackObligations>();
        services.AddSingleton<OwedCallbacks>();
        services.AddSingleton<CallbackSimulations>();
        services.AddSingleton<CallbackAlarms>();
        services.AddSingleton<CallbackScheduling>();
        services.AddSingleton<ISubscription>(provider => provider.GetRequiredService<CallbackScheduling>());
        services.AddSingleton<ISubscription, CallbackTimers>();
        services.AddHostedService<CallbackSweepKeeper>();
        services.ConfigureAllQuartzSchedulers(quartz =>
        {
            quartz.AddJob<CallbackFallsDue>(job => job.WithIdentity(CallbackAlarms.Kind.Job).StoreDurably().RequestRecovery());
            quartz.AddJob<CallbackSweep>(job => job.WithIdentity(CallbackSweep.Key).StoreDurably());
        });
    }

    /// <inheritdoc/>
    public void MapRoutes(IEndpointRouteBuilder api)
    {
        TakingCallbacks.Map(api);
        AttemptingCallbacks.Map(api);
        CallbackAgendaRoutes.Map(api);
        DeskAgenda.Map(api);
        CallbackSimulations.Map(api);
    }
}
