using CaseFlow.EventStore.Projections;
using CaseFlow.Server.Platform;
using CaseFlow.Server.Platform.Reading;

namespace CaseFlow.Server.Tracing;

/// <summary>Complaints traced to their causes, to what was done about them, and to what came of it.</summary>
public sealed class TracingSlice : ISlice
{
    /// <inheritdoc/>
    public IEnumerable<IProjection> Projections { get; } = [new TraceBoardProjection(ReportingZone.Operator), new TraceGraphProjection(), new PeakEndProjection(ReportingZone.Operator)];

    /// <inheritdoc/>
    public void AddServices(IServiceCollection services)
    {
        services.AddSingleton<CatalogueBook>();
        CatalogueDefinitions.Add(services);
        services.AddSingleton<EffectMeasures>();
        services.AddSingleton<TraceDesk>();
        services.AddSingleton<TraceBoard>();
        services.AddSingleton<TraceFile>();
        services.AddSingleton<TraceGraph>();
        services.AddSingleton<TraceWhatIf>();
        services.AddSingleton<PeakEndCurves>();
    }

    /// <inheritdoc/>
    public void MapRoutes(IEndpointRouteBuilder api)
    {
        OpeningTraces.Map(api);
        FindingCauses.Map(api);
        MakingImprovements.Map(api);
        EvaluatingEffects.Map(api);
        PublishingCatalogue.Map(api);
        TraceGraph.Map(api);
        TraceBoard.Map(api);
        TraceFile.Map(api);
        TraceWhatIf.Map(api);
        PeakEndCurves.Map(api);
    }
}
