using System.Net.Http.Json;
using System.Text.Json;
using CaseFlow.Access;
using CaseFlow.EventStore;
using CaseFlow.Server.Access;
using CaseFlow.Server.Audit;
using CaseFlow.Server.Platform;
using CaseFlow.Server.Platform.Embedded;
using CaseFlow.Server.Platform.Vault;
using CaseFlow.Server.Platform.Web;
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
    private readonly ServeOptions options;
    private readonly string token;

    private ServerUnderTest(WebApplication app, ServeOptions options, string connectionString, RecordedLog log, string token)
    {
        (this.app, this.options, this.token, ConnectionString, Log) = (app, options, token, connectionString, log);
        Address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        Http = With(token);
    }

    public string Address { get; }

    public string ConnectionString { get; }

    /// <summary>What it logged so far.</summary>
    public RecordedLog Log { get; }

    /// <summary>A machine that may do everything everywhere and speak for others.</summary>
    public HttpClient Http { get; }

    public IServiceProvider Services => app.Services;

    /// <summary>How the server writes JSON.</summary>
    public static JsonSerializerOptions Json => EventTypes.Json;

    public static async Task<ServerUnderTest> StartAsync(PostgresFixture postgres, TimeProvider? clock = null, Action<IServiceCollection>? replace = null, OpenIdConnect? provider = null)
    {
        // The databases are copies of one that was prepared once, so that they share the key which wraps theirs.
        var options = new ServeOptions("http://127.0.0.1:0", Path.Combine(postgres.Folder, "master.key"), LoadDemo: false) { Provider = provider };
        var tokenFile = Path.Combine(postgres.Folder, "token");
        var connectionString = await postgres.CreateDatabaseAsync(
            async database => await File.WriteAllTextAsync(tokenFile, await PrepareAsync(options, database), TestContext.Current.CancellationToken), template: nameof(ServerUnderTest));
        return await StartAsync(options, connectionString, await File.ReadAllTextAsync(tokenFile, TestContext.Current.CancellationToken), clock, replace);
    }

    /// <summary>On a PostgreSQL that the test stops and starts.</summary>
    public static async Task<ServerUnderTest> StartAsync(EmbeddedDatabase database)
    {
        var options = new ServeOptions("http://127.0.0.1:0", Path.Combine(Path.GetDirectoryName(database.DataFolder)!, "keys", "master.key"), LoadDemo: false);
        var token = await PrepareAsync(options, database.ConnectionString);
        return await StartAsync(options, database.ConnectionString, token, clock: null);
    }

    private static async Task<ServerUnderTest> StartAsync(ServeOptions options, string connectionString, string token, TimeProvider? clock, Action<IServiceCollection>? replace = null)
    {
        var log = new RecordedLog();
        var app = CaseFlowHost.Build(options, connectionString, services =>
        {
            services.AddSingleton<ILoggerProvider>(log);
            // Tests are one caller who is in a hurry.
            services.Replace(ServiceDescriptor.Singleton(new RequestLimits { PerSecond = 100_000, AnonymousPerSecond = 100_000 }));
            // Each database is an installation of its own, though they share the key which wraps theirs.
            var outside = Path.Combine(Path.GetDirectoryName(options.MasterKeyFile)!, $"{Guid.NewGuid():N}");
            services.Replace(ServiceDescriptor.Singleton(new ChainOptions { KeyFile = Path.Combine(outside, "signing.key"), AnchorFile = Path.Combine(outside, "checkpoints.ndjson") }));
            // The databases share their keys' folder; who is erased in one is not in another.
            services.Replace(ServiceDescriptor.Singleton(new ErasureRegister(RegisterOf(options, connectionString))));
            replace?.Invoke(services);
            if (clock is not null) services.Replace(ServiceDescriptor.Singleton(clock));
        });
        // A clock that is set years ahead finds the shared token expired.
        if (clock is not null && clock.GetUtcNow() > DateTimeOffset.UtcNow.AddDays(300)) token = await Tokens.UnrestrictedAsync(app.Services);
        await app.StartAsync(TestContext.Current.CancellationToken);
        return new(app, options, connectionString, log, token);
    }

    /// <summary>A client under a token of its own: one role in one territory.</summary>
    /// <param name="role">The role.</param>
    /// <param name="territory"><c>all</c>, a province or a city.</param>
    /// <param name="department">Of specialist departments: the network's when left out.</param>
    public Task<HttpClient> As(Role role, string territory = "all", string? department = null) => As([role], territory, department);

    /// <summary>A client under a token of its own: some roles in one territory.</summary>
    public async Task<HttpClient> As(IReadOnlyList<Role> roles, string territory, string? department = null, bool speaksForOthers = false) =>
        With(await Tokens.IssueAsync(Services, roles, territory, department ?? (roles.Contains(Role.SpecialistDepartment) ? "network" : null), speaksForOthers));

    /// <summary>A client under a token, or under none.</summary>
    public HttpClient With(string? token)
    {
        var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = new Uri(Address) };
        if (token is not null) client.DefaultRequestHeaders.Authorization = new("Bearer", token);
        return client;
    }

    /// <summary>Where a server keeps who was erased.</summary>
    private static string RegisterOf(ServeOptions options, string connectionString) =>
        Path.Combine(Path.GetDirectoryName(options.MasterKeyFile)!, $"erased-{new Npgsql.NpgsqlConnectionStringBuilder(connectionString).Database}.txt");

    /// <summary>Another server on the same database, with the same keys.</summary>
    public Task<ServerUnderTest> AnotherAsync() => StartAsync(options, ConnectionString, token, clock: null);

    private static async Task<string> PrepareAsync(ServeOptions options, string connectionString)
    {
        await using var app = CaseFlowHost.Build(options, connectionString);
        await app.Services.PrepareDatabaseAsync(TestContext.Current.CancellationToken);
        return await Tokens.UnrestrictedAsync(app.Services);
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
        // Disposing alone leaves its scheduler at work, which goes on asking for connections for as long as the tests run.
        using (var patience = new CancellationTokenSource(TimeSpan.FromSeconds(10))) await app.StopAsync(patience.Token);
        await app.DisposeAsync();
    }
}
