using CaseFlow.EventStore.Projections;
using CaseFlow.Inspections;
using CaseFlow.Server.Definitions;
using CaseFlow.Server.Platform;
using CaseFlow.Server.Platform.Commands;
using CaseFlow.Server.Platform.Demo;

namespace CaseFlow.Server.Inspections;

/// <summary>Quality inspection: samples that anybody can draw again, scorecards in versions, findings, and how far raters agree.</summary>
public sealed class InspectionsSlice : ISlice
{
    /// <summary>What scorecards are called among definitions.</summary>
    public const string Scorecards = "scorecards";

    /// <inheritdoc/>
    public IEnumerable<IProjection> Projections { get; } = [new InspectionsProjection()];

    /// <inheritdoc/>
    public void AddServices(IServiceCollection services)
    {
        services.AddSingleton<ScorecardBook>();
        services.AddSingleton<IDefinitionKind>(at => new DefinitionKind<PublishScorecardRequest>(
            at.GetRequiredService<CommandShell>(),
            Scorecards,
            at.GetRequiredService<ScorecardBook>().StreamsAsync,
            e => e is ScorecardPublished said ? Publication.Of(said.Card, said.Content, said.Reason) : null,
            (name, request, context, cancellation) => PublishingScorecards.PublishAsync(at.GetRequiredService<CommandShell>(), name, request, context, cancellation)) { TakesNewNames = true });
        services.AddSingleton<InspectionPopulation>();
        services.AddSingleton<InspectionDesk>();
        services.AddSingleton<InspectionSight>();
        services.AddSingleton<InspectionSamples>();
        services.AddSingleton<InspectionItems>();
        services.AddSingleton<InspectionResults>();
        services.AddSingleton<InspectionCheck>();
        services.AddSingleton<DemoInspections>();
    }

    /// <inheritdoc/>
    public void MapRoutes(IEndpointRouteBuilder api)
    {
        ScorecardRoutes.Map(api);
        PublishingScorecards.Map(api);
        DrawingSamples.Map(api);
        ReplacingRaters.Map(api);
        RatingCases.Map(api);
        ReviewingFindings.Map(api);
        InspectionRoutes.Map(api);
    }
}
