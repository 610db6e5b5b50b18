using CaseFlow.EventStore.Projections;
using CaseFlow.Server.Platform;
using CaseFlow.Server.Platform.Demo;
using CaseFlow.Server.Platform.Reading;

namespace CaseFlow.Server.Reminders;

/// <summary>Reminders at the touchpoints: planned from what happens to customers, carried by the operator's message platform, followed by complaints or not.</summary>
public sealed class RemindersSlice : ISlice
{
    /// <inheritdoc/>
    public IEnumerable<IProjection> Projections { get; } = [new ReminderProjection(ReportingZone.Operator)];

    /// <inheritdoc/>
    public void AddServices(IServiceCollection services)
    {
        services.AddSingleton<ReminderBook>();
        services.AddSingleton<ReminderDesk>();
        services.AddSingleton<ReminderSeeds>();
        services.AddSingleton<ReminderList>();
        services.AddSingleton<ReminderFigures>();
        services.AddSingleton<PreviewingReminders>();
        services.AddSingleton<IReminderGateway, ReminderOutbox>();
        services.AddSingleton<ISubscription, ReminderPlanning>();
        services.AddSingleton<ISubscription, ReminderComplaints>();
        services.AddSingleton<DemoReminders>();
        ReminderDefinitions.Add(services);
    }

    /// <inheritdoc/>
    public void MapRoutes(IEndpointRouteBuilder api)
    {
        PublishingReminderPlans.Map(api);
        PublishingReminderHours.Map(api);
        PreviewingReminders.Map(api);
        TriggeringReminders.Map(api);
        CarryingReminders.Map(api);
        ReminderComplaints.Map(api);
        ReminderListRoutes.Map(api);
    }
}
