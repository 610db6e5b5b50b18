using CaseFlow.EventStore.Projections;
using CaseFlow.Server.Platform;

namespace CaseFlow.Server.Complaints;

/// <summary>Cases and contacts: their commands, and the questions asked of them.</summary>
public sealed class ComplaintsSlice : ISlice
{
    /// <inheritdoc/>
    public IEnumerable<IProjection> Projections { get; } = [new WorkListProjection()];

    /// <inheritdoc/>
    public void AddServices(IServiceCollection services)
    {
        services.AddSingleton(provider => DeskOptions.From(provider.GetService<IConfiguration>()));
        services.AddSingleton<CustomerIdentity>();
        services.AddSingleton<ComplaintDesk>();
        services.AddSingleton<WorkList>();
    }

    /// <inheritdoc/>
    public void MapRoutes(IEndpointRouteBuilder api)
    {
        RegisteringComplaints.Map(api);
        ReclassifyingComplaints.Map(api);
        AcknowledgingComplaints.Map(api);
        ClaimingComplaints.Map(api);
        HandingComplaintsOver.Map(api);
        EscalatingComplaints.Map(api);
        VerifyingComplaints.Map(api);
        SettlingClaims.Map(api);
        KeyMoments.Map(api);
        ClosingComplaints.Map(api);
        LinkingRepeats.Map(api);
        MergingComplaints.Map(api);
        RecordingContacts.Map(api);
        WorkListRoute.Map(api);
    }
}
