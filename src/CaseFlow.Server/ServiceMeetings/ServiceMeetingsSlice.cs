using CaseFlow.EventStore.Projections;
using CaseFlow.Server.Platform;
using CaseFlow.Server.Platform.Reading;

namespace CaseFlow.Server.ServiceMeetings;

/// <summary>Service meetings of cities and provinces, and what they resolve.</summary>
public sealed class ServiceMeetingsSlice : ISlice
{
    /// <inheritdoc/>
    public IEnumerable<IProjection> Projections => [ServiceMeetingList.Create(), new ResolutionsProjection(ReportingZone.Operator)];

    /// <inheritdoc/>
    public void AddServices(IServiceCollection services)
    {
        services.AddSingleton<MeetingTexts>();
        services.AddSingleton<ServiceMeetingDesk>();
        services.AddSingleton<ServiceMeetingList>();
        services.AddSingleton<Resolutions>();
        services.AddSingleton<MeetingCompletion>();
        services.AddSingleton<MeetingInputs>();
        services.AddSingleton<MeetingViews>();
        services.AddSingleton<MeetingRestatement>();
        services.AddSingleton<AgendaProposals>();
        services.AddSingleton<IAgendaProposer, HotspotProposer>();
        services.AddSingleton<IAgendaProposer, WeakSpotProposer>();
        services.AddSingleton<IAgendaProposer, ResolutionProposer>();
        services.AddSingleton<IAgendaProposer, SupportProposer>();
    }

    /// <inheritdoc/>
    public void MapRoutes(IEndpointRouteBuilder api)
    {
        ConveningMeetings.Map(api);
        KeepingAgendas.Map(api);
        HoldingMeetings.Map(api);
        CarryingOutResolutions.Map(api);
        ServiceMeetingList.Map(api);
        MeetingViews.Map(api);
        MeetingRestatement.Map(api);
        AgendaProposals.Map(api);
        Resolutions.Map(api);
        MeetingCompletion.Map(api);
    }
}
