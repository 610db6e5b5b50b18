using System.Text.Json.Nodes;
using CaseFlow.EventStore;
using CaseFlow.EventStore.Projections;
using CaseFlow.EventStore.Sealing;
using CaseFlow.Complaints;
using CaseFlow.Server.Tests.Access;
using CaseFlow.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace CaseFlow.Server.Tests.Exports;

/// <summary>Two cities with something to export, and of one of them a case of 张伟 that repeats a case of the other.</summary>
public sealed class ExportedCities(PostgresFixture postgres) : IAsyncLifetime
{
    public const string Name = "张伟";
    public const string Number = "13951239876";
    public const string Summary = "=HYPERLINK(\"http://evil.example\",\"漫游不通\")";
    public const string Handler = "zhao.min";

    public ServerUnderTest Server { get; private set; } = null!;

    public Desk Desk { get; private set; } = null!;

    internal CityPlanted Home { get; private set; } = null!;

    internal CityPlanted Foreign { get; private set; } = null!;

    /// <summary>The case of 张伟.</summary>
    public string Case { get; private set; } = "";

    /// <summary>Its customer.</summary>
    public string Customer { get; private set; } = "";

    public async ValueTask InitializeAsync()
    {
        Server = await ServerUnderTest.StartAsync(postgres);
        Desk = new(Server);
        Home = await CityPlanted.PlantAsync(Server, "cn-js", "nanjing", "homely", "13911110001");
        Foreign = await CityPlanted.PlantAsync(Server, "cn-zj", "hangzhou", "outlandish", "13922220002");
        var registration = Desk.Registration();
        registration["customer"] = new JsonObject { ["name"] = Name, ["serviceNumber"] = Number };
        registration["summary"] = Summary;
        Case = await Desk.CaseAsync(registration, ("assign", new { handler = Handler }), ("escalate", new { to = "Province", origin = "Regulator", reason = "A letter came." }));
        Customer = (await Desk.GetAsync($"/api/complaints/{Case}?region=all")).MustBe(200).Body.GetProperty("data").GetProperty("customer").GetProperty("id").GetString()!;
        await RecordAsync(new RepeatLinkProposed(ComplaintId.From(Guid.Parse(Foreign.Case)), new(1, 30, 2, 0)));
        var tracer = Tracer.Of(Desk, Home.Trace);
        await tracer.ImproveAsync("Process", "Tell the customer", await tracer.CauseAsync("Process", "Method", "Nobody does", new { complaints = new[] { Home.Case } }));
        await SettleAsync();
    }

    /// <summary>Has everything counted and sealed.</summary>
    public async Task SettleAsync()
    {
        await Server.Services.GetRequiredService<ProjectionEngine>().CatchUpAsync(TestContext.Current.CancellationToken);
        await Server.Services.GetRequiredService<Sealer>().SealAsync();
    }

    /// <summary>Records a fact of the case as it is, without asking the rules.</summary>
    public async Task RecordAsync(object fact)
    {
        var metadata = new EventMetadata { OccurredAt = Desk.Received, Actor = "li.na", CorrelationId = "test", CommandId = Guid.NewGuid() };
        Assert.IsType<Appended>(await Server.Services.GetRequiredService<IEventStore>().AppendAsync(new("complaint", Guid.Parse(Case)), ExpectedVersion.Any, [new NewEvent(Guid.NewGuid(), fact, metadata)]));
    }

    /// <summary>A file as its bytes.</summary>
    public async Task<byte[]> TakeAsync(string path, HttpClient? client = null)
    {
        using var answer = await (client ?? Server.Http).GetAsync(path);
        var bytes = await answer.Content.ReadAsByteArrayAsync();
        Assert.True(answer.IsSuccessStatusCode, $"{path}: {answer.StatusCode} {System.Text.Encoding.UTF8.GetString(bytes)}");
        return bytes;
    }

    public ValueTask DisposeAsync() => Server.DisposeAsync();
}
