using System.Text.Json.Nodes;
using CaseFlow.Server.Platform.Commands;
using CaseFlow.Testing;

namespace CaseFlow.Server.Tests.Complaints;

/// <summary>What a request may not say: each error names its field and a code, and nothing is recorded.</summary>
public sealed class FieldErrorTests(SharedServer shared) : IClassFixture<SharedServer>
{
    /// <summary>A change to a registration that is right, as JSON, and the error that it brings; null takes the field away.</summary>
    public static TheoryData<string, string?, string> Registrations => new()
    {
        { "kind", null, "kind required" },
        { "kind", "\"Grievance\"", "kind malformed" },
        { "kind", "1", "kind malformed" },
        { "channel", null, "channel required" },
        { "channel", "\"pigeon\"", "channel unknown-term" },
        { "channel", "5", "channel malformed" },
        { "source", "\"rumour\"", "source unknown-term" },
        { "topic", "\"network.roaming.\"", "topic unknown-term" },
        { "region", null, "region.province required" },
        { "region", """{"province": "atlantis"}""", "region.province unknown-term" },
        { "region", """{"province": "cn-js.nanjing"}""", "region.province unknown-term" },
        { "region", """{"province": "cn-js", "city": "hangzhou"}""", "region.city unknown-term" },
        { "region", """{"province": "cn-js", "town": "nanjing"}""", "region.town unknown-field" },
        { "region", "\"cn-js\"", "region malformed" },
        { "customer", null, "customer required" },
        { "customer", "{}", "customer required" },
        { "customer", """{"name": "Zhao"}""", "customer required" },
        { "customer", """{"serviceNumber": "call me"}""", "customer.serviceNumber malformed" },
        { "customer", """{"serviceNumber": "12"}""", "customer.serviceNumber malformed" },
        { "customer", """{"customerId": "no uuid"}""", "customer.customerId malformed" },
        { "customer", """{"customerId": "00000000-0000-0000-0000-000000000000"}""", "customer.customerId out-of-range" },
        { "customer", """{"account": "a", "tier": "platinum"}""", "customer.tier unknown-term" },
        { "customer", """{"account": "a", "brand": "acme"}""", "customer.brand unknown-term" },
        { "customer", """{"account": "a", "roaming": "Moon"}""", "customer.roaming malformed" },
        { "summary", null, "summary required" },
        { "summary", "\"   \"", "summary required" },
        { "summary", "\"\\u0000\"", "summary malformed" },
        { "summary", "true", "summary malformed" },
        { "dataFlags", """["Not a code"]""", "dataFlags[0] malformed" },
        { "dataFlags", "[1]", "dataFlags[0] malformed" },
        { "repeatOf", "7", "repeatOf malformed" },
        { "occurredAt", "\"2999-01-01T00:00:00Z\"", "occurredAt in-the-future" },
        { "occurredAt", "\"2026-03-02T10:00:00\"", "occurredAt malformed" },
        { "occurredAt", "\"yesterday\"", "occurredAt malformed" },
        { "precision", "\"Century\"", "precision malformed" },
        { "colour", "\"red\"", "colour unknown-field" },
    };

    [Theory]
    [MemberData(nameof(Registrations))]
    public async Task Is_told_with_field_and_code(string field, string? value, string error)
    {
        var registration = shared.Desk.Registration();
        registration.Remove(field);
        if (value is not null) registration[field] = JsonNode.Parse(value);
        var reply = (await shared.Desk.PostAsync("/api/complaints", registration)).MustBe(400);
        Assert.Equal("invalid-request", reply.Code);
        Assert.Equal([error], reply.Errors);
    }

    [Fact]
    public async Task Texts_have_their_lengths()
    {
        var registration = shared.Desk.Registration();
        registration["summary"] = new string('x', FieldErrors.LongText + 1);
        registration["externalReference"] = new string('x', FieldErrors.ShortText + 1);
        registration["dataFlags"] = new JsonArray([.. Enumerable.Range(1, 21).Select(n => (JsonNode)$"flag-{n}")]);
        Assert.Equal(["summary too-long", "externalReference too-long", "dataFlags out-of-range"], (await shared.Desk.PostAsync("/api/complaints", registration)).Errors);
    }

    [Fact]
    public async Task All_of_them_are_told_at_once() => Assert.Equal(
        ["kind required", "channel required", "source required", "topic required", "region.province required", "summary required", "customer required"],
        (await shared.Desk.PostAsync("/api/complaints")).MustBe(400).Errors);

    public static TheoryData<string, string, string> Commands => new()
    {
        { "reclassify", """{"kind": "Fault", "topic": "nothing"}""", "topic unknown-term" },
        { "acknowledge", """{"channel": "pigeon"}""", "channel unknown-term" },
        { "assign", "{}", "handler required" },
        { "hand-over", """{"department": "navy", "reason": "r"}""", "department unknown-term" },
        { "hand-over/accept", "{}", "department required" },
        { "hand-over/reject", """{"department": "network"}""", "reason required" },
        { "escalate", """{"to": "City", "origin": "Customer"}""", "reason required" },
        { "escalate", """{"to": "City", "origin": "Weather", "reason": "r"}""", "origin malformed" },
        { "deescalate", """{"reason": "r"}""", "to required" },
        { "verify", "{}", "verdict.validity required" },
        { "verify", """{"verdict": {"validity": "Valid", "liability": "Liable", "responsibilityClass": "stars"}}""", "verdict.responsibilityClass unknown-term" },
        { "revise-verdict", """{"verdict": {"validity": "Invalid"}}""", "reason required" },
        { "clarify", "{}", "explanation required" },
        { "claims", """{"rank": "Primary"}""", "demand required" },
        { "claims/11111111-1111-4111-8111-111111111111/assess", """{"reasonableness": "Reasonable", "class": "unreasonable.punitive", "rank": "Primary", "satisfiable": true}""", "class out-of-range" },
        { "claims/11111111-1111-4111-8111-111111111111/assess", """{"reasonableness": "Reasonable", "class": "reasonable.refund", "rank": "Primary"}""", "satisfiable required" },
        { "claims/11111111-1111-4111-8111-111111111111/offer-alternative", "{}", "alternative required" },
        { "claims/11111111-1111-4111-8111-111111111111/settle", "{}", "outcome required" },
        { "reach-agreement", "{}", "terms required" },
        { "give-care", """{"careType": "hug"}""", "careType unknown-term" },
        { "stages", "{}", "stage required" },
        { "score", """{"stage": "Verify"}""", "score required" },
        { "score", """{"stage": "Verify", "score": "high"}""", "score malformed" },
        { "resolve", "{}", "resolution required" },
        { "close", """{"acceptUnreachable": "perhaps"}""", "acceptUnreachable malformed" },
        { "reopen", """{"reason": "r"}""", "cause required" },
        { "withdraw", "{}", "reason required" },
        { "repeat-links/propose", "{}", "earlier required" },
        { "repeat-links/accept", "{}", "earlier required" },
        { "repeat-links/reject", """{"earlier": "11111111-1111-4111-8111-111111111111"}""", "reason required" },
        { "merge", "{}", "into required" },
        { "unmerge", "{}", "reason required" },
        { "claim", """{"lease": 5}""", "lease unknown-field" },
        { "release", """{"occurredAt": 5}""", "occurredAt malformed" },
    };

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task Each_command_tells_its_own(string verb, string body, string error) =>
        Assert.Equal([error], (await shared.Desk.DoAsync("22222222-2222-4222-8222-222222222222", verb, JsonNode.Parse(body))).MustBe(400).Errors);

    [Fact]
    public async Task A_contact_tells_its_own()
    {
        Assert.Equal(
            ["channel required", "direction required", "outcome required", "region.province required", "customer required"],
            (await shared.Desk.PostAsync("/api/contacts")).MustBe(400).Errors);
        Assert.Equal(["lock.handledNumberTries malformed"], (await shared.Desk.PostAsync("/api/contacts", JsonNode.Parse("""{"lock": {"handledNumberTries": "x"}}"""))).Errors);
    }

    [Fact]
    public async Task Headers_are_checked_too()
    {
        var registration = shared.Desk.Registration();
        Assert.Equal(["If-Match malformed"], (await shared.Desk.PostAsync("/api/complaints", registration, seen: "W/\"3\"")).MustBe(400).Errors);
        Assert.Equal(["Idempotency-Key too-long"], (await shared.Desk.PostAsync("/api/complaints", registration, key: new('k', 201))).Errors);
        Assert.Equal(["X-CaseFlow-Actor too-long"], (await shared.Desk.PostAsync("/api/complaints", registration, actor: new('a', 201))).Errors);
    }

    /// <summary>Those that traces, reminder plans and periods alone bring are shown with them.</summary>
    [Fact]
    public void Every_code_that_HTTP_can_bring_is_shown_here() => Assert.Equal(
        FieldCodes.All.Keys.Except([FieldCodes.NotUtf8, FieldCodes.NamesACustomer, FieldCodes.NotThere, FieldCodes.NotReady, FieldCodes.EmptyVariable, FieldCodes.UndeclaredVariable, FieldCodes.LookalikeVariable, FieldCodes.MixedVariables, FieldCodes.Reversed, FieldCodes.PeriodTooLong]).Order(StringComparer.Ordinal),
        Registrations.Select(row => row.Data.Item3).Concat(Commands.Select(row => row.Data.Item3)).Append("summary too-long")
            .Select(error => error.Split(' ')[1]).Distinct().Order(StringComparer.Ordinal));
}
