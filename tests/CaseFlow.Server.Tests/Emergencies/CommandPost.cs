using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using CaseFlow.Access;
using CaseFlow.Complaints;
using CaseFlow.EventStore;
using CaseFlow.EventStore.Projections;
using CaseFlow.Server.Platform.Vault;
using CaseFlow.Server.Tests.FollowUps;
using CaseFlow.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace CaseFlow.Server.Tests.Emergencies;

/// <summary>Commands an emergency of Nanjing over HTTP, on the morning of Monday 2 March 2026.</summary>
public sealed class CommandPost : IAsyncDisposable
{
    public const string City = "cn-js.nanjing";

    private CommandPost(ServerUnderTest server, SetClock clock, HttpClient commander, HttpClient agent) => (Server, Clock, Commander, Agent) = (server, clock, commander, agent);

    public ServerUnderTest Server { get; }

    public SetClock Clock { get; }

    public HttpClient Commander { get; }

    public HttpClient Agent { get; }

    public static async Task<CommandPost> StartAsync(PostgresFixture postgres)
    {
        var clock = new SetClock(At("10:00"));
        var server = await ServerUnderTest.StartAsync(postgres, clock);
        return new(server, clock, await server.As(Role.EmergencyCommander, City), await server.As(Role.DeskAgent, City));
    }

    /// <summary>An agent with a name of their own; agents who are not asked for by name all bear one.</summary>
    public async Task<HttpClient> AgentAsync(string name, string territory = City)
    {
        var agent = await Server.As([Role.DeskAgent], territory, speaksForOthers: true);
        agent.DefaultRequestHeaders.Add("X-CaseFlow-Actor", name);
        return agent;
    }

    /// <summary>A time of that day, or of one of the days after it.</summary>
    public static DateTimeOffset At(string time, int day = 2) => DateTimeOffset.Parse($"2026-03-{day:00}T{time}:00+08:00", CultureInfo.InvariantCulture);

    public static string Number(int n) => $"1399{n:0000000}";

    /// <summary>Registers complaints as a bulk import does, past HTTP: the ids are those of their numbers.</summary>
    public async Task<IReadOnlyList<ComplaintId>> RegisterAsync(IReadOnlyList<(int Customer, DateTimeOffset At, string Topic, string City)> complaints)
    {
        var (store, vault) = (Server.Services.GetRequiredService<IEventStore>(), Server.Services.GetRequiredService<PersonalDataVault>());
        var customers = complaints.Select(one => one.Customer).Distinct().ToDictionary(n => n, Customer);
        await vault.PrepareAsync([.. customers.Values], TestContext.Current.CancellationToken);
        var appends = new List<StreamAppend>();
        foreach (var one in complaints)
        {
            var sealer = await vault.SealerAsync(customers[one.Customer], TestContext.Current.CancellationToken);
            var id = ComplaintId.From(Guid.NewGuid());
            appends.Add(new(new("complaint", id.Value), ExpectedVersion.NoStream, [new(Guid.NewGuid(), new ComplaintRegistered
            {
                Complaint = id,
                Kind = ComplaintKind.Complaint,
                Channel = new("hotline", 1),
                Source = new("customer", 1),
                Topic = new(one.Topic, 1),
                Region = new("cn-js", one.City),
                Customer = new() { Customer = customers[one.Customer], ServiceNumber = sealer.Seal(Number(one.Customer)) },
                Summary = sealer.Seal("Roaming fails."),
            }, new() { OccurredAt = one.At, Actor = "import", CorrelationId = "bulk", CommandId = Guid.NewGuid() })]));
        }

        await store.AppendManyAsync(appends, TestContext.Current.CancellationToken);
        await CatchUpAsync();
        return [.. appends.Select(append => ComplaintId.From(append.Stream.Value))];
    }

    public static CustomerId Customer(int n) => CustomerId.From(new Guid(n, 7, 0, [0, 0, 0, 0, 0, 0, 0, 9]));

    public Task CatchUpAsync() => Server.Services.GetRequiredService<ProjectionEngine>().CatchUpAsync(TestContext.Current.CancellationToken);

    public async Task<string> ProposeAsync(bool isDrill = false, DateTimeOffset? at = null) => (await PostAsync(Commander, "/api/emergencies", new
    {
        title = "Roaming fails", account = "Activation answers with an error.", region = new { province = "cn-js", city = "nanjing" }, topics = new[] { "network.roaming" }, isDrill, beganAt = At("08:55"), occurredAt = at ?? At("09:00"),
    })).MustBe(201).Created;

    public Task<Reply> DoAsync(string emergency, string verb, object body, HttpClient? by = null, string? key = null) => PostAsync(by ?? Commander, $"/api/emergencies/{emergency}/{verb}", body, key);

    public async Task<JsonElement> ViewAsync(string emergency, DateTimeOffset? asOf = null, string part = "")
    {
        var query = asOf is { } moment ? $"&asOf={Uri.EscapeDataString(moment.ToString("O", CultureInfo.InvariantCulture))}" : "";
        return (await GetAsync(Commander, $"/api/emergencies/{emergency}{part}?region={City}{query}")).MustBe(200).Body.GetProperty("data");
    }

    public static async Task<Reply> GetAsync(HttpClient client, string path) => await Reply.ReadAsync(await client.GetAsync(path, TestContext.Current.CancellationToken));

    public static async Task<Reply> PostAsync(HttpClient client, string path, object body, string? key = null, long? seen = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = JsonContent.Create(body, options: ServerUnderTest.Json) };
        if (key is not null) request.Headers.Add("Idempotency-Key", key);
        if (seen is { } version) request.Headers.TryAddWithoutValidation("If-Match", $"\"{version}\"");
        return await Reply.ReadAsync(await client.SendAsync(request, TestContext.Current.CancellationToken));
    }

    public async ValueTask DisposeAsync()
    {
        Commander.Dispose();
        Agent.Dispose();
        await Server.DisposeAsync();
    }
}
