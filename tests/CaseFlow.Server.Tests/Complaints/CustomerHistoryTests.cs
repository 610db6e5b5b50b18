using System.Net.Http.Json;
using System.Text.Json.Nodes;
using CaseFlow.Complaints;
using CaseFlow.EventStore;
using CaseFlow.Testing;

namespace CaseFlow.Server.Tests.Complaints;

public sealed class CustomerHistoryTests(ReadServer shared) : IClassFixture<ReadServer>
{
    private readonly Recorder desk = new(shared.Server);

    private CustomerId Zhang => desk.Customer(1);

    [Fact]
    public async Task A_customer_is_shown_as_last_known_with_cases_and_contacts()
    {
        await desk.RegisterAsync(1, "2026-03-01T08:00:00Z", customer: Zhang);
        await desk.RegisterAsync(2, "2026-03-05T08:00:00Z", e => e with { Customer = e.Customer with { Tier = new("diamond", 1), Name = null } }, Zhang);
        await desk.RegisterAsync(3, "2026-02-01T08:00:00Z", e => e with { Customer = e.Customer with { Tier = new("silver", 1) } }, Zhang);
        await desk.OnCaseAsync(3, "2026-03-06T08:00:00Z", new ComplaintWithdrawn(new("s1.x")));
        for (var n = 1; n <= 60; n++)
            await ContactAsync(n, "nanjing");

        var history = await desk.AskAsync($"/api/customers/{Zhang.Value}?region={desk.Province}");

        Assert.Equal("diamond", (string?)history["customer"]!["tier"]);
        Assert.Equal("张*", (string?)history["customer"]!["name"]);
        Assert.Equal($"139****{desk.Number[^4..]}", (string?)history["customer"]!["serviceNumber"]);
        await desk.RevealAsync(Zhang);
        var revealed = await desk.AskAsync($"/api/customers/{Zhang.Value}?region={desk.Province}");
        Assert.Equal("张伟", (string?)revealed["customer"]!["name"]);
        Assert.Equal(desk.Number, (string?)revealed["customer"]!["serviceNumber"]);
        Assert.Equal("张伟", (string?)revealed["cases"]!["items"]![0]!["name"] ?? (string?)revealed["cases"]!["items"]![1]!["name"]);
        Assert.Equal(3, (long)history["cases"]!["total"]!);
        Assert.Equal(2, (long)history["openCases"]!);
        Assert.Equal(60, (long)history["contacts"]!["total"]!);

        var more = await desk.AskAsync($"/api/customers/{Zhang.Value}/contacts?region={desk.Province}&cursor={history["contacts"]!["next"]}");
        var all = history["contacts"]!["items"]!.AsArray().Concat(more["items"]!.AsArray()).Select(item => (Guid)item!["id"]!).ToList();
        Assert.Equal(60, all.Distinct().Count());
        Assert.Equal(60, all.Count);
        Assert.Null(more["next"]);
        Assert.Equal(3, (await desk.AskAsync($"/api/customers/{Zhang.Value}/complaints?region={desk.Province}"))["items"]!.AsArray().Count);
    }

    [Fact]
    public async Task A_number_finds_all_who_bore_it_the_last_one_first_and_an_account_finds_its_own()
    {
        await desk.RegisterAsync(1, "2024-03-01T08:00:00Z", customer: Zhang);
        await desk.RegisterAsync(2, "2026-03-01T08:00:00Z", customer: desk.Customer(2));

        var found = await FindAsync(desk.Province, new { serviceNumber = desk.Number.Insert(3, " ") });
        Assert.Equal([desk.Customer(2).Value, Zhang.Value], found.Select(one => (Guid)one!["id"]!));
        Assert.Empty(await FindAsync(desk.Province, new { serviceNumber = "13951779999" }));
        Assert.Empty(await FindAsync($"{desk.Province}.suzhou", new { serviceNumber = desk.Number }));
        Assert.Empty(await FindAsync(desk.Province, new { account = "A-77" }));
    }

    [Fact]
    public async Task A_customer_registered_over_http_is_found_by_account_at_once()
    {
        var registered = await shared.Server.PostAsync("/api/complaints", new
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

        var response = await shared.Server.PostAsync($"/api/customers/find?region=cn-js.nanjing&after={position}", new { account = "A-77" });

        Assert.Equal("王*", (string?)JsonNode.Parse(await response.Content.ReadAsStringAsync())!["data"]!.AsArray().Single()!["name"]);
    }

    [Fact]
    public async Task A_look_up_takes_one_thing_to_look_for()
    {
        foreach (var body in new object[] { new { }, new { account = "1", serviceNumber = desk.Number }, new { serviceNumber = "none" } })
        {
            var response = await shared.Server.PostAsync($"/api/customers/find?region={desk.Province}", body);
            Assert.Equal(System.Net.HttpStatusCode.BadRequest, response.StatusCode);
        }
    }

    [Fact]
    public async Task Nothing_that_only_another_city_knows_reaches_a_reader()
    {
        await desk.RegisterAsync(1, "2026-03-01T08:00:00Z", customer: Zhang);
        await desk.RegisterAsync(2, "2026-03-05T08:00:00Z", e => e with { Region = new(desk.Province, "suzhou"), Customer = e.Customer with { Tier = new("diamond", 1) } }, Zhang);
        await desk.RegisterAsync(3, "2026-03-05T08:00:00Z", e => e with { Region = new(desk.Province, "suzhou") }, desk.Customer(3));
        await ContactAsync(1, "suzhou");

        var list = await desk.AskAsync($"/api/complaints?region={desk.Province}.nanjing");
        Assert.Equal([desk.Id(1)], list["items"]!.AsArray().Select(item => (Guid)item!["id"]!));
        Assert.Equal(1, (long)list["total"]!);
        Assert.Equal(1, list["counts"]!.AsObject().Sum(count => (long)count.Value!));
        Assert.Equal(1, (long)(await desk.AskAsync($"/api/complaints?region={desk.Province}.nanjing&customer={Zhang.Value}"))["total"]!);

        var history = await desk.AskAsync($"/api/customers/{Zhang.Value}?region={desk.Province}.nanjing");
        Assert.Equal("gold", (string?)history["customer"]!["tier"]);
        Assert.Equal(1, (long)history["cases"]!["total"]!);
        Assert.Equal(0, (long)history["contacts"]!["total"]!);
        Assert.Equal(404, (await desk.RefusedAsync($"/api/customers/{desk.Customer(3).Value}?region={desk.Province}.nanjing")).Status);
        Assert.Equal(404, (await desk.RefusedAsync($"/api/customers/{Zhang.Value}?region=cn-zj")).Status);

        Assert.Equal(1, (long)(await desk.AskAsync($"/api/kpis/repeat-complaint-rate?region={desk.Province}.nanjing&from=2026-03&to=2026-03"))["total"]!["denominator"]!);
        Assert.Equal(1, (long)(await desk.AskAsync($"/api/kpis/repeat-complaint-rate/cases?region={desk.Province}.nanjing&from=2026-03"))["total"]!);
        Assert.Equal(1, (long)(await desk.AskAsync($"/api/kpis/contacts-per-case?region={desk.Province}.nanjing&from=2026-03&to=2026-03"))["total"]!["denominator"]!);
        Assert.Null((await desk.AskAsync($"/api/complaints/repeat-candidates?region=cn-zj&customer={Zhang.Value}&topic=network.roaming&at=2026-03-06T00:00:00Z"))["candidate"]);
        Assert.Equal(desk.Id(1), (Guid)(await desk.AskAsync($"/api/complaints/repeat-candidates?region={desk.Province}.nanjing&customer={Zhang.Value}&topic=network.roaming&at=2026-03-06T00:00:00Z"))["candidate"]!["earlier"]!);
    }

    private async Task<JsonArray> FindAsync(string region, object body)
    {
        var response = await shared.Server.Http.PostAsJsonAsync($"/api/customers/find?region={region}&after={desk.Position}", body, ServerUnderTest.Json);
        return JsonNode.Parse(await response.Content.ReadAsStringAsync())!["data"]!.AsArray();
    }

    private async Task ContactAsync(int n, string city)
    {
        var id = desk.Contact(n);
        await desk.RecordAsync("contact", id, Recorder.At("2026-03-01T08:00:00Z").AddMinutes(n / 3), OccurrencePrecision.Minute, new ContactRecorded
        {
            Contact = ContactId.From(id),
            Customer = new() { Customer = Zhang },
            Channel = new("hotline", 1),
            Direction = ContactDirection.Inbound,
            Outcome = ContactOutcome.Answered,
            Region = new(desk.Province, city),
        });
    }
}
