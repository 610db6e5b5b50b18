using CaseFlow.EventStore.Projections;
using CaseFlow.Server.Platform;
using CaseFlow.Server.Platform.Reading;
using CaseFlow.Server.ServiceMeetings;
using Quartz;

namespace CaseFlow.Server.Warnings;

/// <summary>Graded early warning, and support that cities ask their province for.</summary>
public sealed class WarningsSlice : ISlice
{
    /// <inheritdoc/>
    public IEnumerable<IProjection> Projections { get; } = [new WarningSignsProjection(ReportingZone.Operator), WarningBoard.Kept, SupportList.Kept];

    /// <inheritdoc/>
    public void AddServices(IServiceCollection services)
    {
        services.AddSingleton<WarningSeeds>();
        WarningDefinitions.Add(services);
        services.AddSingleton<WarningCounts>();
        services.AddSingleton<WarningBoard>();
        services.AddSingleton<WarningFile>();
        services.AddSingleton<WarningDesk>();
        services.AddSingleton<WarningEvaluation>();
        services.AddSingleton<WarningSimulations>();
        services.AddSingleton<WarningBell>();
        services.AddSingleton<SupportDesk>();
        services.AddSingleton<SupportList>();
        // Before the subscriptions of other slices, some of which take their time with each event.
        services.Insert(0, ServiceDescriptor.Singleton<ISubscription, WarningBellRinger>());
        services.AddSingleton<IAgendaProposer, WarningProposer>();
        services.AddHostedService<WarningWatch>();
        services.AddHostedService<WarningSweepKeeper>();
        services.ConfigureAllQuartzSchedulers(quartz => quartz.AddJob<WarningSweep>(job => job.WithIdentity(WarningSweep.Key).StoreDurably()));
    }

    /// <inheritdoc/>
    public void MapRoutes(IEndpointRouteBuilder api)
    {
        WarningBoard.Map(api);
        WarningFile.Map(api);
        HandlingWarnings.Map(api);
        PublishingWarningRules.Map(api);
        WarningSimulations.Map(api);
        SupportList.Map(api);
        RequestingSupport.Map(api);
        AnsweringSupport.Map(api);
        PublishingSupportTargets.Map(api);
    }
}
