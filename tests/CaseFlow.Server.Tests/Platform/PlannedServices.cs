using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using CaseFlow.Server.Platform;
using CaseFlow.Server.Platform.Embedded;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace CaseFlow.Testing;

/// <summary>The services on a PostgreSQL that tells how it carried out each statement, with read models of many rows.</summary>
public sealed class PlannedServices : IAsyncLifetime
{
    private readonly ConcurrentQueue<string> notices = [];
    private readonly string folder = Directory.CreateTempSubdirectory("caseflow-plans-").FullName;
    private EmbeddedDatabase? embedded;
    private ServiceProvider? services;

    /// <summary>The time at which questions are asked.</summary>
    public static readonly DateTimeOffset Now = new(2026, 7, 1, 0, 0, 0, TimeSpan.Zero);

    public IServiceProvider Services => services!;

    public async ValueTask InitializeAsync()
    {
        embedded = await EmbeddedDatabase.StartAsync(EmbeddedOptions.InTemporaryFolder() with
        {
            Settings = new Dictionary<string, string>
            {
                ["fsync"] = "off",
                ["session_preload_libraries"] = "auto_explain",
                ["auto_explain.log_min_duration"] = "0",
                ["auto_explain.log_analyze"] = "on",
                ["auto_explain.log_timing"] = "off",
                ["auto_explain.log_format"] = "json",
            },
        });
        var masterKey = Path.Combine(folder, "master.key");
        await (await CaseFlowServices.ForVerbAsync(embedded.ConnectionString, masterKey, TestContext.Current.CancellationToken)).DisposeAsync();
        await using (var filling = NpgsqlDataSource.Create(embedded.ConnectionString))
        await using (var fill = filling.CreateCommand(ManyRows.Sql))
        {
            fill.CommandTimeout = 300;
            await fill.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        }

        var collection = new ServiceCollection().AddCaseFlow(embedded.ConnectionString, masterKey);
        collection.Replace(ServiceDescriptor.Singleton<TimeProvider>(new Still()));
        collection.Replace(ServiceDescriptor.Singleton(_ =>
        {
            // As the server does, statements that come again are prepared, and so get plans that fit all values.
            var builder = new NpgsqlDataSourceBuilder(new NpgsqlConnectionStringBuilder(embedded.ConnectionString) { MaxAutoPrepare = 50, Options = "-c client_min_messages=log" }.ConnectionString);
            builder.UseLoggerFactory(LoggerFactory.Create(logging => logging.SetMinimumLevel(LogLevel.Debug).AddProvider(new Notices(notices))));
            return builder.Build();
        }));
        services = collection.BuildServiceProvider();
    }

    /// <summary>How the statements were carried out that were sent since this was asked last.</summary>
    public IReadOnlyList<JsonNode> TakePlans()
    {
        var plans = new List<JsonNode>();
        while (notices.TryDequeue(out var notice))
            plans.Add(JsonNode.Parse(notice[notice.IndexOf('{', StringComparison.Ordinal)..])!);
        return plans;
    }

    public async ValueTask DisposeAsync()
    {
        if (services is not null) await services.DisposeAsync();
        if (embedded is not null) await embedded.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    private sealed class Still : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => Now;
    }

    private sealed class Notices(ConcurrentQueue<string> notices) : ILoggerProvider, ILogger
    {
        public ILogger CreateLogger(string categoryName) => this;

        public void Dispose()
        {
        }

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            var text = formatter(state, exception);
            if (text.Contains("  plan:", StringComparison.Ordinal)) notices.Enqueue(text);
        }
    }
}
