using CaseFlow.EventStore.Projections;
using CaseFlow.Server.Complaints;
using CaseFlow.Server.Platform;

namespace CaseFlow.Server.FollowUps;

/// <summary>Callbacks: scheduled from events, due in their zone, made by the desk.</summary>
public sealed class FollowUpsSlice : ISlice
{
    /// <inheritdoc/>
    public IEnumerable<IProjection> Projections => [];

    /// <inheritdoc/>
    public void AddServices(IServiceCollection services)
    {
        services.AddSingleton<ICallbackResults, CallbackResults>();
    }

    /// <inheritdoc/>
    public void MapRoutes(IEndpointRouteBuilder api)
    {
    }
}
