using CaseFlow.EventStore.Projections;
using CaseFlow.EventStore.Sealing;
using CaseFlow.Server.Platform;
using Npgsql;

namespace CaseFlow.Server.Audit;

/// <summary>For the quality department: every event, every past state, what made the difference, and the proof of it all. It decides nothing.</summary>
public sealed class AuditSlice : ISlice
{
    /// <inheritdoc/>
    public IEnumerable<IProjection> Projections { get; } = [new EventLedgerProjection()];

    /// <inheritdoc/>
    public void AddServices(IServiceCollection services)
    {
        services.AddSingleton(provider => SigningKey.LoadOrCreate(provider.GetRequiredService<ChainOptions>().KeyFile));
        services.AddSingleton(provider => new AnchorFile(provider.GetRequiredService<ChainOptions>().AnchorFile));
        // By the machine's clock, as events are recorded by the database's: one that tests set must not stop the sealing.
        services.AddSingleton(provider => new Sealer(
            provider.GetRequiredService<NpgsqlDataSource>(), provider.GetRequiredService<SigningKey>(), provider.GetRequiredService<AnchorFile>(), log: provider.GetService<ILogger<Sealer>>()));
        services.AddSingleton<ChainAnchors>();
        services.AddSingleton<ChainStatus>();
        services.AddSingleton<ChainVerifications>();
        services.AddHostedService<ChainService>();
        services.AddSingleton<EventLedger>();
        services.AddSingleton<EventDetails>();
        services.AddSingleton<RuleHistory>();
        services.AddSingleton<CaseLanes>();
        services.AddSingleton<CaseChanges>();
        services.AddSingleton<WorkListDifferences>();
    }

    /// <inheritdoc/>
    public void MapRoutes(IEndpointRouteBuilder api)
    {
        ChainRoutes.Map(api);
        AuditRoutes.Map(api);
    }
}
