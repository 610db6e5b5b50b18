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
        services.AddSingleton<ComplaintDesk>();
        services.AddSingleton<WorkList>();
    }

    /// <inheritdoc/>
    public void MapRoutes(IEndpointRouteBuilder api)
    {
        EscalatingComplaints.Map(api);
        WorkListRoute.Map(api);
    }
}
