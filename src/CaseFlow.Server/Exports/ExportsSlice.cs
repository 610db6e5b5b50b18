using CaseFlow.EventStore.Projections;
using CaseFlow.Server.Platform;

namespace CaseFlow.Server.Exports;

/// <summary>What leaves as a file: tables, logs for process mining, and the proof of a case.</summary>
public sealed class ExportsSlice : ISlice
{
    /// <inheritdoc/>
    public IEnumerable<IProjection> Projections => [];

    /// <inheritdoc/>
    public void AddServices(IServiceCollection services)
    {
        // Files are written in a language by verbs as well, which have no pages.
        services.AddLogging();
        services.AddLocalization();
        services.AddSingleton<ExportDesk>();
        services.AddSingleton<EvidencePacks>();
    }

    /// <inheritdoc/>
    public void MapRoutes(IEndpointRouteBuilder api)
    {
        ExportRoutes.Map(api);
        EvidenceRoutes.Map(api);
    }
}
