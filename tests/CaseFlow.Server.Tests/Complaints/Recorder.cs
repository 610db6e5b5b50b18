using System.Globalization;
using System.Text.Json.Nodes;
using CaseFlow.Access;
using CaseFlow.Complaints;
using CaseFlow.EventStore;
using CaseFlow.Server.Platform.Vault;
using CaseFlow.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace CaseFlow.Server.Tests.Complaints;

/// <summary>
/// Records facts as they are, without asking the rules, and asks the API questions about them. Each has a province, ids and a
/// number of its own, so that tests share a server and do not meet.
/// </summary>
internal sealed class Recorder(ServerUnderTest server)
{
    private static int instances;

    private readonly short own = (short)Interlocked.Increment(ref instances);
    private readonly IEventStore store = server.Services.GetRequiredService<IEventStore>();
    private readonly PersonalDataVault vault = server.Services.GetRequiredService<PersonalDataVault>();

    public string Province => $"cn-t{own}";

    public string Number => $"1395177{own:0000}";

    /// <summary>The position of the last recorded event.</summary>
    public long Position { get; private set; }

    public static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);

    /// <summary>The nth case.</summary>
    public Guid Id(int n) => new(n, own, 0, [0, 0, 0, 0, 0, 0, 0, 1]);

    public CustomerId Customer(int n) => CustomerId.From(new Guid(n, own, 0, [0, 0, 0, 0, 0, 0, 0, 2]));

    public Guid Contact(int n) => new(n, own, 0, [0, 0, 0, 0, 0, 0, 0, 3]);

    public ComplaintId Case(int n) => ComplaintId.From(Id(n));

    public async Task<Sealed> SealAsync(CustomerId customer, string text) => (await vault.SealerAsync(customer, CancellationToken.None)).Seal(text);

    public async Task<CustomerSnapshot> SnapshotAsync(CustomerId customer, string name = "张伟") => new()
    {
        Customer = customer,
        Tier = new("gold", 1),
        Brand = new("gotone", 1),
        Roaming = RoamingState.International,
        Name = await SealAsync(customer, name),
        ServiceNumber = await SealAsync(customer, Number),
        ServiceNumberHash = await vault.LookUpHashAsync("service-number", Number, CancellationToken.None),
        Account = await SealAsync(customer, "A-1"),
    };

    public async Task<ComplaintRegistered> RegisteredAsync(int n, CustomerId? customer = null, string topic = "network.roaming.activation")
    {
        var of = customer ?? Customer(n);
        return new()
        {
            Complaint = Case(n),
            Kind = ComplaintKind.Complaint,
            Channel = new("hotline", 1),
            Source = new("customer", 1),
            Topic = new(topic, 1),
            Region = new(Province, "nanjing"),
            Customer = await SnapshotAsync(of),
            Summary = await SealAsync(of, $"Summary {n}"),
        };
    }

    public async Task RegisterAsync(int n, string at, Func<ComplaintRegistered, ComplaintRegistered>? change = null, CustomerId? customer = null)
    {
        var registered = await RegisteredAsync(n, customer);
        await RecordAsync("complaint", Id(n), at, change?.Invoke(registered) ?? registered);
    }

    /// <summary>Registers a case whose personal data nobody will look at.</summary>
    public Task RecordBareAsync(int n, DateTimeOffset at, CustomerId customer, string topic, string city = "nanjing") => RecordAsync("complaint", Id(n), at, OccurrencePrecision.Second, new ComplaintRegistered
    {
        Complaint = Case(n),
        Kind = ComplaintKind.Complaint,
        Channel = new("hotline", 1),
        Source = new(n % 5 == 0 ? "regulator-transfer" : "customer", 1),
        Topic = new(topic, 1),
        Region = new(Province, city),
        Customer = new() { Customer = customer },
        Summary = new("s1.bare"),
    });

    public Task OnCaseAsync(int n, string at, params object[] events) => RecordAsync("complaint", Id(n), at, events);

    public Task RecordAsync(string type, Guid stream, string at, params object[] events) => RecordAsync(type, stream, At(at), OccurrencePrecision.Second, events);

    public async Task RecordAsync(string type, Guid stream, DateTimeOffset at, OccurrencePrecision precision, params object[] events)
    {
        var metadata = new EventMetadata { OccurredAt = at, Precision = precision, Actor = "li.na", CorrelationId = "test", CommandId = Guid.NewGuid() };
        var result = await store.AppendAsync(new(type, stream), ExpectedVersion.Any, [.. events.Select(data => new NewEvent(Guid.NewGuid(), data, metadata))]);
        lock (store)
            Position = Math.Max(Position, Assert.IsType<Appended>(result).Position);
    }

    /// <summary>Asks, with all that was recorded counted.</summary>
    public async Task<JsonNode> AskAsync(string path, Role? role = null)
    {
        var response = await GetAsync(path + (path.Contains('?', StringComparison.Ordinal) ? '&' : '?') + "after=" + Position, role);
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(response.IsSuccessStatusCode, $"{path}: {(int)response.StatusCode} {text}");
        return JsonNode.Parse(text)!["data"]!;
    }

    public async Task<HttpResponseMessage> GetAsync(string path, Role? role = null)
    {
        if (role is not { } other) return await server.Http.GetAsync(path);
        using var client = await server.As(other);
        return await client.GetAsync(path);
    }

    /// <summary>Says what a customer is to be seen for.</summary>
    public async Task RevealAsync(CustomerId customer)
    {
        var response = await server.PostAsync($"/api/customers/{customer.Value}/reveal", new { purpose = "QualityInspection" });
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync());
    }

    /// <summary>The problem that a question is answered with.</summary>
    public async Task<(int Status, string Code, JsonNode Problem)> RefusedAsync(string path)
    {
        var response = await GetAsync(path);
        var problem = JsonNode.Parse(await response.Content.ReadAsStringAsync())!;
        return ((int)response.StatusCode, (string)problem["code"]!, problem);
    }
}
