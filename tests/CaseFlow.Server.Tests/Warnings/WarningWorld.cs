using System.Globalization;
using System.Text.Json;
using CaseFlow.Complaints;
using CaseFlow.EventStore;
using CaseFlow.EventStore.Projections;
using CaseFlow.Server.Platform.Commands;
using CaseFlow.Server.Tests.FollowUps;
using CaseFlow.Server.Warnings;
using CaseFlow.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace CaseFlow.Server.Tests.Warnings;

/// <summary>A server whose clock stands still until it is moved, with as many complaints as a test wants.</summary>
public sealed class WarningWorld : IAsyncDisposable
{
    /// <summary>Tuesday, 16 June 2026, eight in the evening in Nanjing.</summary>
    public static readonly DateTimeOffset Tuesday = At("2026-06-16T20:00:00+08:00");

    private int made;

    private WarningWorld(ServerUnderTest server, SetClock clock) => (Server, Clock, Desk) = (server, clock, new(server));

    public ServerUnderTest Server { get; }

    public SetClock Clock { get; }

    public Desk Desk { get; }

    public static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);

    public static async Task<WarningWorld> StartAsync(PostgresFixture postgres)
    {
        var clock = new SetClock(Tuesday);
        return new(await ServerUnderTest.StartAsync(postgres, clock), clock);
    }

    /// <summary>Records complaints of as many customers, one every few seconds back from a moment, past the commands.</summary>
    public static async Task<IReadOnlyList<ComplaintId>> RecordAsync(ServerUnderTest server, int count, DateTimeOffset last, string topic = "network.roaming.activation", string city = "nanjing", string seed = "", TimeSpan? apart = null)
    {
        var store = server.Services.GetRequiredService<IEventStore>();
        var cases = Enumerable.Range(0, count).Select(i => ComplaintId.From(DeterministicId.From("made", seed, last, topic, city, i))).ToList();
        foreach (var chunk in cases.Index().Chunk(500))
        {
            StreamAppend[] appends = [.. chunk.Select(one => new StreamAppend(new("complaint", one.Item.Value), ExpectedVersion.NoStream, [new(DeterministicId.From("made-event", one.Item.Value), Registered(one.Item, topic, city), Metadata(last - ((apart ?? TimeSpan.FromSeconds(1)) * one.Index)))]))];
            Assert.All(await store.AppendManyAsync(appends, TestContext.Current.CancellationToken), answer => Assert.IsNotType<Conflict>(answer));
        }

        return cases;
    }

    public Task<IReadOnlyList<ComplaintId>> RecordAsync(int count, DateTimeOffset last, string topic = "network.roaming.activation", string city = "nanjing", TimeSpan? apart = null) => RecordAsync(Server, count, last, topic, city, $"{++made}", apart);

    /// <summary>Looks at the rules when everything is counted, and waits until what they raised is shown.</summary>
    public async Task EvaluateAsync()
    {
        var engine = Server.Services.GetRequiredService<ProjectionEngine>();
        var store = Server.Services.GetRequiredService<IEventStore>();
        await SettleAsync();
        await Server.Services.GetRequiredService<WarningEvaluation>().EvaluateAsync(TestContext.Current.CancellationToken);
        await SettleAsync();

        async Task SettleAsync() => Assert.True(await engine.WaitForAsync(
            [WarningCounts.Projection, WarningBoard.Projection], await store.HeadAsync(TestContext.Current.CancellationToken), TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken));
    }

    /// <summary>The warnings of a rule in some statuses, the latest first.</summary>
    public async Task<List<JsonElement>> WarningsAsync(string rule, string status = "Raised,Acknowledged,Dismissed,Promoted", string region = "all") =>
        [.. (await Desk.GetAsync($"/api/warnings?region={region}&rule={rule}&status={status}")).MustBe(200).Body.GetProperty("data").GetProperty("items").EnumerateArray()];

    /// <summary>Publishes a rule that must be fit.</summary>
    public async Task PublishAsync(string rule, object terms) => (await Desk.PostAsync($"/api/definitions/warning-rules/{rule}", new { terms, reason = "test" })).MustBe(200);

    public ValueTask DisposeAsync() => Server.DisposeAsync();

    private static ComplaintRegistered Registered(ComplaintId complaint, string topic, string city) => new()
    {
        Complaint = complaint,
        Kind = ComplaintKind.Complaint,
        Channel = new("hotline", 1),
        Source = new("customer", 1),
        Topic = new(topic, 1),
        Region = new("cn-js", city),
        Customer = new() { Customer = CustomerId.From(DeterministicId.From("made-customer", complaint.Value)) },
        Summary = new("v1.made"),
    };

    private static EventMetadata Metadata(DateTimeOffset at) => new() { OccurredAt = at, Actor = "import", CorrelationId = "made", CommandId = Guid.NewGuid() };
}
