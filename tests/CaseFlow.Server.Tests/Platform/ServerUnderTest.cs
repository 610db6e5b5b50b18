using System.Net.Http.Json;
using System.Text.Json;
using CaseFlow.EventStore;
using CaseFlow.Server.Platform;
using CaseFlow.Server.Platform.Embedded;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;

namespace CaseFlow.Testing;

/// <summary>The whole server on a database of its own, on a free port of the loopback address.</summary>
public sealed class ServerUnderTest : IAsyncDisposable
{
    private readonly WebApplication app;

    private ServerUnderTest(WebApplication app, string connectionString, RecordedLog log)
    {
        (this.app, ConnectionString, Log) = (app, connectionString, log);
        Address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        Http = new HttpClient { BaseAddress = new Uri(Address) };
    }

    public string Address { get; }

    public string ConnectionString { get; }

    /// <summary>What it logged so far.</summary>
    public RecordedLog Log { get; }

    public HttpClient Http { get; }

    public IServiceProvider Services => app.Services;

    /// <summary>How the server writes JSON.</summary>
    public static JsonSerializerOptions Json => EventTypes.Json;

    public static async Task<ServerUnderTest> StartAsync(PostgresFixture postgres, TimeProvider? clock = null, Action<IServiceCollection>? replace = null)
    {
        // The databases are copies of one that was prepared once, so that they share the key which wraps theirs.
        var options = new ServeOptions("http://127.0.0.1:0", Path.Combine(postgres.Folder, "master.key"), LoadDemo: false);
        var connectionString = await postgres.CreateDatabaseAsync(database => PrepareAsync(options, database), template: nameof(ServerUnderTest));
        return await StartAsync(options, connectionString, clock, replace);
    }

    /// <summary>On a PostgreSQL that the test stops and starts.</summary>
    public static async Task<ServerUnderTest> StartAsync(EmbeddedDatabase database)
    {
        var options = new ServeOptions("http://127.0.0.1:0", Path.Combine(Path.GetDirectoryName(database.DataFolder)!, "keys", "master.key"), LoadDemo: false);
        await PrepareAsync(options, database.ConnectionString);
        return await StartAsync(options, database.ConnectionString, clock: null);
    }

    private static async Task<ServerUnderTest> StartAsync(ServeOptions options, string connectionString, TimeProvider? clock, Action<IServiceCollection>? replace = null)
    {
        var log = new RecordedLog();
        var app = CaseFlowHost.Build(options, connectionString, services =>
        {
            services.AddSingleton<ILoggerProvider>(log);
            replace?.Invoke(services);
            if (clock is not null) services.Replace(ServiceDescriptor.Singleton(clock));
        });
        await app.StartAsync(TestContext.Current.CancellationToken);
        return new(app, connectionString, log);
    }

    private static async Task PrepareAsync(ServeOptions options, string connectionString)
    {
        await using var app = CaseFlowHost.Build(options, connectionString);
        await app.Services.PrepareDatabaseAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>Sends a command and answers the response, whatever its status.</summary>
    public async Task<HttpResponseMessage> PostAsync(string path, object body, string? key = null, string? seen = null, string? actor = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = JsonContent.Create(body, options: Json) };
        if (key is not null) request.Headers.Add("Idempotency-Key", key);
        if (seen is not null) request.Headers.TryAddWithoutValidation("If-Match", seen);
        if (actor is not null) request.Headers.Add("X-CaseFlow-Actor", actor);
        return await Http.SendAsync(request, TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await app.DisposeAsync();
    }
}
