using System.Text.Json.Nodes;
using CaseFlow.Complaints;
using CaseFlow.EventStore.Projections;
using CaseFlow.Server.Complaints;
using CaseFlow.Server.Platform.Commands;
using CaseFlow.Server.Platform.Vault;
using CaseFlow.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace CaseFlow.Server.Tests.Complaints;

/// <summary>What becomes of a registration: who the customer is, what is kept of the moment, what it repeats.</summary>
public sealed class RegisteringTests(SharedServer shared) : IClassFixture<SharedServer>
{
    private Desk Desk => shared.Desk;

    [Fact]
    public async Task The_moment_is_kept_as_it_was()
    {
        var registration = Desk.Registration();
        registration["occurredAt"] = "2011-06-27T00:00:00+08:00";
        registration["precision"] = "Day";
        registration["externalReference"] = "HQ-2011-77";
        registration["dataFlags"] = new JsonArray("closure-before-opening");
        registration["customer"] = JsonNode.Parse("""
            {"account": "A-1001", "serviceNumber": "+86 139-0000 1234", "name": "Zhao", "tier": "gold", "brand": "gotone", "roaming": "International"}
            """);
        var (fact, e) = await RegisteredAsync(await Desk.CaseAsync(registration));
        Assert.Equal(new DateTimeOffset(2011, 6, 27, 0, 0, 0, TimeSpan.FromHours(8)), e.Metadata.OccurredAt);
        Assert.Equal(EventStore.OccurrencePrecision.Day, e.Metadata.Precision);
        Assert.True(e.RecordedAt > e.Metadata.OccurredAt.AddYears(10));
        Assert.Equal(("gold", 1, "gotone", RoamingState.International), (fact.Customer.Tier!.Code, fact.Customer.Tier.ListVersion, fact.Customer.Brand!.Code, fact.Customer.Roaming));
        Assert.Equal(("HQ-2011-77", "closure-before-opening"), (fact.ExternalReference, fact.DataFlags!.Single()));
        Assert.Equal(new Region("cn-js", "nanjing"), fact.Region);

        var opener = await shared.Server.Services.GetRequiredService<PersonalDataVault>().OpenerAsync([fact.Customer.Customer], TestContext.Current.CancellationToken);
        Assert.Equal("+8613900001234", opener.Open(fact.Customer.Customer, fact.Customer.ServiceNumber));
        Assert.Equal("Zhao", opener.Open(fact.Customer.Customer, fact.Customer.Name));
    }

    [Theory]
    [InlineData("""{"account": "A-2"}""", """{"account": " A-2 ", "serviceNumber": "13900000002"}""", true)]
    [InlineData("""{"serviceNumber": "139 0000-0003"}""", """{"serviceNumber": "１３９０００００００３"}""", true)]
    [InlineData("""{"serviceNumber": "+8613900000004"}""", """{"serviceNumber": "0086 139 0000 0004"}""", true)]
    [InlineData("""{"serviceNumber": "+8613900000005"}""", """{"serviceNumber": "13900000005"}""", false)]
    [InlineData("""{"account": "13900000006"}""", """{"serviceNumber": "13900000006"}""", false)]
    [InlineData("""{"customerId": "33333333-3333-4333-8333-333333333333"}""", """{"customerId": "33333333-3333-4333-8333-333333333333", "account": "A-7"}""", true)]
    public async Task A_customer_is_known_again(string one, string other, bool same)
    {
        var customers = new List<CustomerId>();
        foreach (var customer in new[] { one, other })
        {
            var registration = Desk.Registration();
            registration["customer"] = JsonNode.Parse(customer);
            customers.Add((await RegisteredAsync(await Desk.CaseAsync(registration))).Fact.Customer.Customer);
        }

        Assert.Equal(same, customers[0] == customers[1]);
    }

    [Fact]
    public async Task A_repeat_that_is_named_is_proposed_under_the_rule_in_force()
    {
        var registration = Desk.Registration();
        var earlier = await Desk.CaseAsync(registration);
        registration["repeatOf"] = earlier;
        registration["occurredAt"] = Desk.Received.AddDays(12.5).ToString("O");
        var reply = (await Desk.PostAsync("/api/complaints", registration)).MustBe(201);
        Assert.Equal(2, reply.Version);
        var history = await HistoryAsync(reply.Created);
        Assert.Equal(new RepeatLinkProposed(ComplaintId.From(Guid.Parse(earlier)), new(RuleVersion: 1, WindowDays: 30, TopicLevel: 2, DaysBetween: 12)), history[1].Data);
    }

    [Theory]
    [InlineData("Complaint", "network.roaming.signal", 29, true)]
    [InlineData("Complaint", "network.roaming.signal", 31, false)]
    [InlineData("Complaint", "billing.charge.roaming", 1, false)]
    [InlineData("Praise", "network.roaming.activation", 1, false)]
    public async Task A_repeat_is_found_by_the_rule_in_force(string kind, string topic, int days, bool found)
    {
        var registration = Desk.Registration();
        var earlier = await Desk.CaseAsync(registration);
        await CatchUpAsync();
        (registration["kind"], registration["topic"], registration["occurredAt"]) = (kind, topic, Desk.Received.AddDays(days).ToString("O"));
        var history = await HistoryAsync(await Desk.CaseAsync(registration));
        Assert.Equal(found ? [ComplaintId.From(Guid.Parse(earlier))] : [], history.Select(e => e.Data).OfType<RepeatLinkProposed>().Select(link => link.Earlier));
    }

    [Fact]
    public async Task A_registration_sent_again_is_answered_as_before_though_the_rule_would_now_find_otherwise()
    {
        var registration = Desk.Registration();
        await Desk.CaseAsync(registration);
        await CatchUpAsync();
        var first = (await Desk.PostAsync("/api/complaints", registration, key: "found")).MustBe(201);
        Assert.Equal(2, first.Version);
        // The latest case of the matter is now this one itself.
        await CatchUpAsync();
        var again = (await Desk.PostAsync("/api/complaints", registration, key: "found")).MustBe(201);
        Assert.Equal(("repeated", first.Version, first.Position, first.Created), (again.Outcome, again.Version, again.Position, again.Created));

        registration["summary"] = "Another matter under the same key.";
        Assert.Equal("idempotency-key-reused", (await Desk.PostAsync("/api/complaints", registration, key: "found")).MustBe(422).Code);
    }

    [Fact]
    public async Task A_registration_that_is_said_to_have_been_seen_is_not_taken_to_be_new()
    {
        var refused = (await Desk.PostAsync("/api/complaints", Desk.Registration(), key: "seen", seen: "\"3\"")).MustBe(412);
        Assert.Equal(("version-conflict", 0), (refused.Code, refused.Version));
    }

    [Fact]
    public async Task A_repeat_that_is_named_and_cannot_be_refuses_the_registration()
    {
        var registration = Desk.Registration();
        registration["repeatOf"] = await Desk.CaseAsync();
        Assert.Equal("case-of-another-customer", (await Desk.PostAsync("/api/complaints", registration)).MustBe(409).Code);
        registration["repeatOf"] = Guid.NewGuid();
        Assert.Equal("target-not-registered", (await Desk.PostAsync("/api/complaints", registration)).MustBe(409).Code);
    }

    [Fact]
    public async Task A_contact_on_a_case_is_its_customers()
    {
        var complaint = await Desk.CaseAsync();
        var reply = (await Desk.PostAsync("/api/contacts", new
        {
            channel = "hotline",
            direction = "Inbound",
            outcome = "AllAgentsBusy",
            region = new { province = "cn-js" },
            complaint,
            occurredAt = "2011-06-30T01:00:00+08:00",
            precision = "Hour",
        })).MustBe(201);
        Assert.Equal(2, reply.Version);
        var history = await HistoryAsync(reply.Created);
        Assert.Equal((await RegisteredAsync(complaint)).Fact.Customer.Customer, ((ContactRecorded)history[0].Data).Customer.Customer);
        Assert.Equal(new ContactLinked(ComplaintId.From(Guid.Parse(complaint))), history[1].Data);
    }

    [Fact]
    public async Task An_unknown_case_takes_no_contact() => Assert.Equal("not-registered", (await Desk.PostAsync("/api/contacts", new
    {
        channel = "hotline",
        direction = "Inbound",
        outcome = "Answered",
        region = new { province = "cn-js" },
        complaint = Guid.NewGuid(),
    })).MustBe(404).Code);

    [Fact]
    public async Task A_claim_keeps_others_away_until_its_lease_ends()
    {
        var lease = shared.Server.Services.GetRequiredService<DeskOptions>().ClaimLease;
        Assert.Equal(TimeSpan.FromMinutes(30), lease);
        var id = await Desk.CaseAsync();
        (await Desk.DoAsync(id, "claim", new { occurredAt = Desk.Received }, actor: "li.na")).MustBe(200);
        Assert.Equal("claimed-by-another", (await Desk.DoAsync(id, "claim", new { occurredAt = Desk.Received + lease - TimeSpan.FromSeconds(1) }, actor: "wang.wei")).Code);
        (await Desk.DoAsync(id, "claim", new { occurredAt = Desk.Received + lease }, actor: "wang.wei")).MustBe(200);
    }

    private async Task<(ComplaintRegistered Fact, EventStore.RecordedEvent Event)> RegisteredAsync(string complaint)
    {
        var first = (await HistoryAsync(complaint))[0];
        return ((ComplaintRegistered)first.Data, first);
    }

    private Task<IReadOnlyList<EventStore.RecordedEvent>> HistoryAsync(string stream) =>
        shared.Server.Services.GetRequiredService<CommandShell>().HistoryAsync(Guid.Parse(stream), TestContext.Current.CancellationToken);

    private Task CatchUpAsync() => shared.Server.Services.GetRequiredService<ProjectionEngine>().CatchUpAsync(TestContext.Current.CancellationToken);
}
