using CaseFlow.EventStore.Projections;
using CaseFlow.Server.Platform;

namespace CaseFlow.Server.Access;

/// <summary>Accounts, their roles, sign-in, and tokens of machines.</summary>
public sealed class AccessSlice : ISlice
{
    /// <inheritdoc/>
    public IEnumerable<IProjection> Projections { get; } = [Accounts.Create(), MachineTokens.Create()];

    /// <inheritdoc/>
    public void AddServices(IServiceCollection services)
    {
        services.AddSingleton<AccountBook>();
        services.AddSingleton<AccountDesk>();
        services.AddSingleton<Accounts>();
        services.AddSingleton<FirstAccounts>();
        services.AddSingleton<MachineTokens>();
        services.AddSingleton<Passwords>();
        services.AddSingleton<People>();
        services.AddSingleton<SignIn>();
        services.AddSingleton<TokenBook>();
        services.AddSingleton<TokenDesk>();
    }

    /// <inheritdoc/>
    public void MapRoutes(IEndpointRouteBuilder api)
    {
        KeepingAccounts.Map(api);
        AccountRoutes.Map(api);
        TokenRoutes.Map(api);
        SessionRoutes.MapMyself(api);
    }
}
