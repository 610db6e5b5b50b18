using CaseFlow.Access;
using CaseFlow.EventStore.Projections;
using CaseFlow.Server.Platform;
using CaseFlow.Server.Platform.Web;

namespace CaseFlow.Server.Definitions;

/// <summary>Lists of terms and policies, versioned.</summary>
public sealed class DefinitionsSlice : ISlice
{
    /// <inheritdoc/>
    public IEnumerable<IProjection> Projections { get; } = [UsedDefinitions.Create()];

    /// <inheritdoc/>
    public void AddServices(IServiceCollection services)
    {
        services.AddSingleton<DefinitionBook>();
        services.AddSingleton<DefinitionSeeds>();
        services.AddSingleton<DefinitionShelf>();
        services.AddSingleton<UsedDefinitions>();
        services.AddSingleton<NamedTopics>();
        DefinitionKinds.Add(services);
        CaseDefinitionKinds.Add(services);
    }

    /// <inheritdoc/>
    public void MapRoutes(IEndpointRouteBuilder api)
    {
        DefinitionsInForce.Map(api);
        PublishingTermLists.Map(api);
        PublishingPolicies.Map(api);
        PublishingReplyWordings.Map(api);
        PublishingHandlingModels.Map(api);
        PublishingKeyMomentStandards.Map(api);
        UsedDefinitions.Map(api);
        DefinitionShelf.Map(api);
        NamedTopics.Map(api);
        ReplayRoutes.Map(api);
        api.MapGet("/kpis", () => KpiCatalogue.All).Requires(Permission.ReadDefinitions).WithTags("KPIs").WithSummary("The definitions of all KPIs.");
    }
}
