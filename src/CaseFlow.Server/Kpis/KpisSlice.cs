using CaseFlow.EventStore.Projections;
using CaseFlow.Server.Platform;
using CaseFlow.Server.Platform.Reading;

namespace CaseFlow.Server.Kpis;

/// <summary>KPIs that add up over cases, their charts, and what of them stands out.</summary>
public sealed class KpisSlice : ISlice
{
    /// <inheritdoc/>
    public IEnumerable<IProjection> Projections { get; } = [new CaseMilestonesProjection(ReportingZone.Operator)];

    /// <inheritdoc/>
    public void AddServices(IServiceCollection services) => services.AddSingleton<KpiFigures>();

    /// <inheritdoc/>
    public void MapRoutes(IEndpointRouteBuilder api) => KpiFigures.Map(api);
}
