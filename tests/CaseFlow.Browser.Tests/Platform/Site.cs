using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace CaseFlow.Testing;

/// <summary>A server with its pages, for all tests of a class; each works on cases of its own.</summary>
public sealed class Site(PostgresFixture postgres, Chromium chromium) : IAsyncLifetime
{
    private int customers;

    /// <summary>The server.</summary>
    public ServerUnderTest Server { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Server = await ServerUnderTest.StartAsync(postgres, new DeskClock());

    public ValueTask DisposeAsync() => Server.DisposeAsync();

    /// <summary>A browser of its own for one agent.</summary>
    public Task<Visitor> VisitAsync(string language, string? agent = "Li Na", int width = 1280) => Visitor.ComeAsync(chromium.Browser, Server.Address, language, agent, width);

    /// <summary>A number that no customer has yet.</summary>
    public string FreshNumber() => string.Create(CultureInfo.InvariantCulture, $"1390000{Interlocked.Increment(ref customers):0000}");

    /// <summary>Registers a case over HTTP; the answer is its id.</summary>
    public async Task<string> RegisterAsync(string number, string topic = "network.roaming.activation", string? occurredAt = null) => (string)(await PostAsync("/api/complaints", new
    {
        kind = "Complaint",
        channel = "hotline",
        source = "customer",
        topic,
        region = new { province = "cn-js", city = "nanjing" },
        customer = new { serviceNumber = number, name = "Zhang Wei", tier = "gold", brand = "gotone" },
        summary = "The phone does not work in Hong Kong.",
        occurredAt,
    }))["id"]!;

    /// <summary>Sends a command over HTTP, as another agent does.</summary>
    public async Task<JsonNode> PostAsync(string path, object body)
    {
        using var answer = await Server.PostAsync(path, body, actor: "wang.fang");
        answer.EnsureSuccessStatusCode();
        return (await answer.Content.ReadFromJsonAsync<JsonNode>(TestContext.Current.CancellationToken))!;
    }
}
