using CaseFlow.Server.Platform;
using Microsoft.Extensions.DependencyInjection;

namespace CaseFlow.Testing;

/// <summary>The services of a verb, on a database of their own.</summary>
public static class ServicesUnderTest
{
    public static async Task<ServiceProvider> StartAsync(PostgresFixture postgres)
    {
        var masterKey = Path.Combine(postgres.Folder, "master.key");
        var connectionString = await postgres.CreateDatabaseAsync(
            async database => await (await CaseFlowServices.ForVerbAsync(database, masterKey, TestContext.Current.CancellationToken)).DisposeAsync(), template: nameof(ServicesUnderTest));
        return await CaseFlowServices.ForVerbAsync(connectionString, masterKey, TestContext.Current.CancellationToken);
    }
}
