using System.Net.Http.Json;
using System.Text.Json.Nodes;
using CaseFlow.Complaints;
using CaseFlow.EventStore;
using CaseFlow.Testing;

namespace CaseFlow.Server.Tests.Complaints;

public sealed class CustomerHistoryTests(PostgresFixture postgres) : IAsyncLifetime
{
    private static readonly CustomerId Zhang = Recorder.Customer(1);
    private ServerUnderTest server = null!;
    private Recorder desk = null!;

    public async ValueTask InitializeAsync()
    {
        server = await ServerUnderTest.StartAsync(postgres);
        desk = new(server);
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();

    [Fact]
    public async Task A_customer_is_shown_as_last_known_with_cases_and_contacts()
    {
        await desk.RegisterAsync(1, "2026-03-01T08:00:00Z", customer: Zhang);
        await desk.RegisterAsync(2, "2026-03-05T08:00:00Z", e => e with { Customer = e.Customer with { Tier = new("diamond", 1), Name = null } }, Zhang);
        await desk.RegisterAsync(3, "2026-02-01T08:00:00Z", e => e with { Customer = e.Customer with { Tier = new("silver", 1) } }, Zhang);
        await desk.OnCaseAsync(3, "2026-03-06T08:00:00Z", new ComplaintWithdrawn(new("s1.x")));
        for (var n = 1; n <= 60; n++)
            await ContactAsync(n, "nanjing");

        var history = await desk.AskAsync($"/api/customers/{Zhang.Value}?region=cn-js");

        Assert.Equal("diamond", (string?)history["customer"]!["tier"]);
        Assert.Equal("张伟", (string?)history["customer"]!["name"]);
        Assert.Equal(Recorder.Number, (string?)history["customer"]!["serviceNumber"]);
        Assert.Equal(3, (long)history["cases"]!["total"]!);
        Assert.Equal(2, (long)history["openCases"]!);
        Assert.Equal(60, (long)history["contacts"]!["total"]!);

        var more = await desk.AskAsync($"/api/customers/{Zhang.Value}/contacts?region=cn-js&cursor={history["contacts"]!["next"]}");
        var all = history["contacts"]!["items"]!.AsArray().Concat(more["items"]!.AsArray()).Select(item => (Guid)item!["id"]!).ToList();
        Assert.Equal(60, all.Distinct().Count());
        Assert.Equal(60, all.Count);
        Assert.Null(more["next"]);
        Assert.Equal(3, (await desk.AskAsync($"/api/customers/{Zhang.Value}/complaints?region=cn-js"))["items"]!.AsArray().Count);
    }

    [Fact]
    public async Task A_number_finds_all_who_bore_it_the_last_one_first_and_an_account_finds_its_own()
    {
        await desk.RegisterAsync(1, "2024-03-01T08:00:00Z", customer: Zhang);
        await desk.RegisterAsync(2, "2026-03-01T08:00:00Z", customer: Recorder.Customer(2));

        var found = await FindAsync("cn-js", new { serviceNumber = "139 5177 0001" });
        Assert.Equal([Recorder.Customer(2).Value, Zhang.Value], found.Select(one => (Guid)one!["id"]!));
        Assert.Empty(await FindAsync("cn-js", new { serviceNumber = "13951770002" }));
        Assert.Empty(await FindAsync("cn-js.suzhou", new { serviceNumber = Recorder.Number }));
        Assert.Empty(await FindAsync("cn-js", new { account = "A-77" }));
    }

    [Fact]
    public async Task A_customer_registered_over_http_is_found_by_account_at_once()
    {
        var registered = await server.PostAsync("/api/complaints", new
        {
            kind = "Complaint",
            channel = "hotline",
            source = "customer",
            topic = "network",
            region = new { province = "cn-js", city = "nanjing" },
            customer = new { account = "A-77", name = "王芳" },
            summary = "No signal",
        });
        Assert.True(registered.IsSuccessStatusCode, await registered.Content.ReadAsStringAsync());
        var position = (long)JsonNode.Parse(await registered.Content.ReadAsStringAsync())!["position"]!;

        var response = await server.PostAsync($"/api/customers/find?region=cn-js.nanjing&after={position}", new { account = "A-77" });

        Assert.Equal("王芳", (string?)JsonNode.Parse(await response.Content.ReadAsStringAsync())!["data"]!.AsArray().Single()!["name"]);
    }

    [Fact]
    public async Task A_look_up_takes_one_thing_to_look_for()
    {
        foreach (var body in new object[] { new { }, new { account = "1", serviceNumber = Recorder.Number }, new { serviceNumber = "none" } })
        {
            var response = await server.PostAsync("/api/customers/find?region=all", body);
            Assert.Equal(System.Net.HttpStatusCode.BadRequest, response.StatusCode);
        }
    }

    [Fact]
    public async Task Nothing_that_only_another_city_knows_reaches_a_reader()
    {
        await desk.RegisterAsync(1, "2026-03-01T08:00:00Z", customer: Zhang);
        await desk.RegisterAsync(2, "2026-03-05T08:00:00Z", e => e with { Region = new("cn-js", "suzhou"), Customer = e.Customer with { Tier = new("diamond", 1) } }, Zhang);
        await desk.RegisterAsync(3, "2026-03-05T08:00:00Z", e => e with { Region = new("cn-js", "suzhou") }, Recorder.Customer(3));
        await ContactAsync(1, "suzhou");

        var list = await desk.AskAsync("/api/complaints?region=cn-js.nanjing");
        Assert.Equal([Recorder.Id(1)], list["items"]!.AsArray().Select(item => (Guid)item!["id"]!));
        Assert.Equal(1, (long)list["total"]!);
        Assert.Equal(1, list["counts"]!.AsObject().Sum(count => (long)count.Value!));
        Assert.Equal(1, (long)(await desk.AskAsync($"/api/complaints?region=cn-js.nanjing&customer={Zhang.Value}"))["total"]!);

        var history = await desk.AskAsync($"/api/customers/{Zhang.Value}?region=cn-js.nanjing");
        Assert.Equal("gold", (string?)history["customer"]!["tier"]);
        Assert.Equal(1, (long)history["cases"]!["total"]!);
        Assert.Equal(0, (long)history["contacts"]!["total"]!);
        Assert.Equal(404, (await desk.RefusedAsync($"/api/customers/{Recorder.Customer(3).Value}?region=cn-js.nanjing")).Status);
        Assert.Equal(404, (await desk.RefusedAsync($"/api/customers/{Zhang.Value}?region=cn-zj")).Status);

        Assert.Equal(1, (long)(await desk.AskAsync("/api/kpis/repeat-complaint-rate?region=cn-js.nanjing&from=2026-03&to=2026-03"))["total"]!["denominator"]!);
        Assert.Equal(1, (long)(await desk.AskAsync("/api/kpis/repeat-complaint-rate/cases?region=cn-js.nanjing&from=2026-03"))["total"]!);
        Assert.Equal(1, (long)(await desk.AskAsync("/api/kpis/contacts-per-case?region=cn-js.nanjing&from=2026-03&to=2026-03"))["total"]!["denominator"]!);
        Assert.Null((await desk.AskAsync($"/api/complaints/repeat-candidates?region=cn-zj&customer={Zhang.Value}&topic=network.roaming&at=2026-03-06T00:00:00Z"))["candidate"]);
        Assert.Equal(Recorder.Id(1), (Guid)(await desk.AskAsync($"/api/complaints/repeat-candidates?region=cn-js.nanjing&customer={Zhang.Value}&topic=network.roaming&at=2026-03-06T00:00:00Z"))["candidate"]!["earlier"]!);
    }

    private async Task<JsonArray> FindAsync(string region, object body)
    {
        var response = await server.Http.PostAsJsonAsync($"/api/customers/find?region={region}&after={desk.Position}", body, ServerUnderTest.Json);
        return JsonNode.Parse(await response.Content.ReadAsStringAsync())!["data"]!.AsArray();
    }

    private async Task ContactAsync(int n, string city)
    {
        var id = new Guid(n, 3, 0, [0, 0, 0, 0, 0, 0, 0, 3]);
        await desk.RecordAsync("contact", id, Recorder.At("2026-03-01T08:00:00Z").AddMinutes(n / 3), OccurrencePrecision.Minute, new ContactRecorded
        {
            Contact = ContactId.From(id),
            Customer = new() { Customer = Zhang },
            Channel = new("hotline", 1),
            Direction = ContactDirection.Inbound,
            Outcome = ContactOutcome.Answered,
            Region = new("cn-js", city),
        });
    }
}
