using System.Data.Common;
using CaseFlow.EventStore;
using CaseFlow.EventStore.Projections;
using CaseFlow.Server.Audit;
using CaseFlow.Server.Clocks;
using CaseFlow.Server.Definitions;
using CaseFlow.Server.Emergencies;
using CaseFlow.Server.PersonalData;
using CaseFlow.Server.Platform.Commands;
using CaseFlow.Server.Platform.Demo;
using CaseFlow.Server.Platform.Jobs;
using CaseFlow.Server.Platform.Reading;
using CaseFlow.Server.Platform.Vault;
using CaseFlow.Server.Platform.Web;
using CaseFlow.Server.Reminders;
using CaseFlow.Server.Warnings;
using Npgsql;

namespace CaseFlow.Server.Platform;

/// <summary>What serving and every other verb need alike.</summary>
public static class CaseFlowServices
{
    /// <summary>Adds the event store, the vault and the slices, on one database.</summary>
    /// <param name="services">Where to.</param>
    /// <param name="connectionString">The database.</param>
    /// <param name="masterKeyFile">The file of the key that wraps all others; the first start creates it.</param>
    public static IServiceCollection AddCaseFlow(this IServiceCollection services, string connectionString, string masterKeyFile)
    {
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton(_ => NpgsqlDataSource.Create(Prepared(connectionString)));
        services.AddSingleton(_ => MasterKey.LoadOrCreate(masterKeyFile));
        services.AddSingleton(_ => ChainOptions.Beside(masterKeyFile));
        services.AddSingleton(_ => Streams.EventTypes());
        services.AddSingleton<IEventStore, PostgresEventStore>();
        services.AddSingleton(_ => ErasureRegister.Beside(masterKeyFile));
        services.AddSingleton<PersonalDataVault>();
        services.AddSingleton<KeyErasure>();
        services.AddSingleton<MasterKeyRotation>();
        services.AddSingleton<KnownStreams>();
        services.AddSingleton<CommandShell>();
        services.AddSingleton<CommandContexts>();
        services.AddSingleton<DemoLoader>();
        services.AddSingleton<DemoMeetings>();
        services.AddSingleton<DemoAutumn>();
        services.AddSingleton<DemoDefinitions>();
        services.AddSingleton<DemoWarnings>();
        services.AddSingleton<DemoSeries>();
        services.AddSingleton<DemoEmergencies>();
        services.AddSingleton(ProjectionEngineOf);
        services.AddSingleton(ReplaysOf);
        services.AddSingleton<ReplayDesk>();
        services.AddSingleton<ReadModels>();
        services.AddSingleton<ReadYourWrites>();
        services.AddJobs();
        foreach (var slice in Slices.All)
            slice.AddServices(services);
        return services;
    }

    /// <summary>The services of a verb that is not a server, on a database that is brought to this version first.</summary>
    public static async Task<ServiceProvider> ForVerbAsync(string connectionString, string masterKeyFile, CancellationToken cancellation)
    {
        var services = new ServiceCollection().AddCaseFlow(connectionString, masterKeyFile).BuildServiceProvider();
        try
        {
            await services.PrepareDatabaseAsync(cancellation);
            return services;
        }
        catch
        {
            await services.DisposeAsync();
            throw;
        }
    }

    /// <summary>Brings the database to this version, checks that the master key is the right one, and publishes the first definitions.</summary>
    public static async Task PrepareDatabaseAsync(this IServiceProvider services, CancellationToken cancellation)
    {
        var database = services.GetRequiredService<NpgsqlDataSource>();
        await EventStoreSchema.MigrateAsync(database, cancellation);
        await ServerSchema.MigrateAsync(database, cancellation);
        await services.GetRequiredService<PersonalDataVault>().CheckMasterKeyAsync(cancellation);
        await services.GetRequiredService<ProjectionEngine>().PrepareAsync(cancellation);
        await services.GetRequiredService<DefinitionSeeds>().PublishAsync(cancellation);
        await services.GetRequiredService<ClockSeeds>().PublishAsync(cancellation);
        await services.GetRequiredService<WarningSeeds>().PublishAsync(cancellation);
        await services.GetRequiredService<EmergencyPlanSeed>().PublishAsync(cancellation);
        await services.GetRequiredService<ReminderSeeds>().PublishAsync(cancellation);
        await services.GetRequiredService<Erasing>().EraseAgainAsync(cancellation);
    }

    /// <summary>
    /// Statements that a connection sends again and again are planned once: an append then costs PostgreSQL about half of
    /// its time. A connection comes back from the pool without the seven statements that reset its session, because nothing
    /// here leaves a trace in it: settings end with their transaction, and locks and listening are given up by who took them.
    /// A connection string that says otherwise, for a pooler in between, is left as it is.
    /// </summary>
    private static string Prepared(string connectionString)
    {
        var prepared = new NpgsqlConnectionStringBuilder(connectionString);
        var said = new DbConnectionStringBuilder { ConnectionString = connectionString }.Keys.Cast<string>().Select(key => key.Replace(" ", "", StringComparison.Ordinal)).ToHashSet(StringComparer.OrdinalIgnoreCase);
        if (!said.Contains(nameof(prepared.MaxAutoPrepare))) prepared.MaxAutoPrepare = 200; // The feed alone has over fifty.
        if (!said.Contains(nameof(prepared.NoResetOnClose))) prepared.NoResetOnClose = true;
        return prepared.ConnectionString;
    }

    /// <summary>The engine keeps the machine's time, whatever time it is for the desk: a clock that tests set must not stop its waits.</summary>
    private static ProjectionEngine ProjectionEngineOf(IServiceProvider services) => new(
        services.GetRequiredService<NpgsqlDataSource>(),
        services.GetRequiredService<IEventStore>(),
        [.. Slices.All.SelectMany(slice => slice.Projections)],
        [.. services.GetServices<ISubscription>()],
        time: TimeProvider.System,
        log: services.GetService<ILogger<ProjectionEngine>>());

    private static Replays ReplaysOf(IServiceProvider services) => new(
        services.GetRequiredService<NpgsqlDataSource>(),
        services.GetRequiredService<IEventStore>(),
        Slices.All.SelectMany(slice => slice.Replayables),
        log: services.GetService<ILogger<Replays>>());
}
