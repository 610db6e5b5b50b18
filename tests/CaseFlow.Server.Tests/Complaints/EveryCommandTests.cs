using System.Text.Json.Nodes;
using CaseFlow.FollowUps;
using CaseFlow.Server.Platform.Web;
using CaseFlow.Testing;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace CaseFlow.Server.Tests.Complaints;

/// <summary>One long day at the desk: every command once, each sent again, each key tried with another content.</summary>
public sealed class EveryCommandTests(PostgresFixture postgres)
{
    [Fact]
    public async Task Every_command_is_recorded_once_however_often_it_is_sent()
    {
        await using var server = await ServerUnderTest.StartAsync(postgres);
        var walk = new Walk(server);
        await walk.HandlingAsync();
        await walk.LinkingAsync();
        await walk.ContactsAsync();

        var unwalked = Routes(server).Where(route => !walk.Walked.Contains(route)).ToList();
        Assert.True(unwalked.Count == 0, $"Not walked: {string.Join(", ", unwalked)}");
        Assert.Equal(walk.Recorded, await CountAsync(server));
    }

    private static IEnumerable<string> Routes(ServerUnderTest server) =>
        server.Services.GetRequiredService<IEnumerable<EndpointDataSource>>().SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.Metadata.GetMetadata<CommandRoute>() is not null)
            .Select(endpoint => endpoint.RoutePattern.RawText!.Replace(":guid", "", StringComparison.Ordinal))
            .Where(route => route.StartsWith("/api/complaints", StringComparison.Ordinal) || route.StartsWith("/api/contacts", StringComparison.Ordinal))
            // It is recorded with the customer and answered with a file; EvidenceTests walk it.
            .Where(route => route != "/api/complaints/{id}/evidence");

    private static async Task<long> CountAsync(ServerUnderTest server)
    {
        await using var database = NpgsqlDataSource.Create(server.ConnectionString);
        await using var command = database.CreateCommand(
            "select count(distinct headers ->> 'commandId') from mt_events e join mt_streams s on s.id = e.stream_id where s.type in ('complaint', 'contact')");
        return (long)(await command.ExecuteScalarAsync(TestContext.Current.CancellationToken))!;
    }

    private sealed class Walk(ServerUnderTest server)
    {
        private readonly Desk desk = new(server);

        public HashSet<string> Walked { get; } = [];

        public long Recorded { get; private set; }

        public async Task HandlingAsync()
        {
            var id = (await SendAsync("/api/complaints", "/api/complaints", desk.Registration(), 201)).Created;
            await DoAsync(id, "acknowledge", new { channel = "hotline" });
            await DoAsync(id, "reclassify", new { kind = "Fault", topic = "network.roaming.signal", reason = "No signal at all." });
            await DoAsync(id, "claim", new { }, actor: "li.na");
            await DoAsync(id, "release", new { }, actor: "li.na");
            await DoAsync(id, "assign", new { handler = "wang.wei" });
            await DoAsync(id, "hand-over", new { department = "network", reason = "A matter of the partner network." });
            await DoAsync(id, "hand-over/accept", new { department = "network" });
            await DoAsync(id, "hand-over", new { department = "marketing", reason = "The offer promised it." });
            await DoAsync(id, "hand-over/reject", new { department = "marketing", reason = "It did not." });
            await DoAsync(id, "await", new { awaiting = "ThirdParty", reason = "The partner's records." });
            await DoAsync(id, "resume", new { note = "They came." });
            await DoAsync(id, "escalate", new { to = "Province", origin = "Regulator", reason = "A letter came." });
            await DoAsync(id, "deescalate", new { to = "City", reason = "The letter is answered." });
            await DoAsync(id, "verify", new { verdict = new { validity = "Valid", liability = "Liable", responsibilityClass = "rule-design" }, findings = "The rule forbids it." });
            await DoAsync(id, "revise-verdict", new { verdict = new { validity = "Valid", liability = "NotLiable" }, reason = "It was the partner." });
            await DoAsync(id, "clarify", new { explanation = "Activation takes effect at six next morning." });
            await ClaimsAsync(id);
            await DoAsync(id, "stages", new { stage = "GuideEmotion", note = "He was upset." });
            await DoAsync(id, "reach-agreement", new { terms = "Activated at once." });
            await desk.PostAsync("/api/definitions/handling-models/roaming", new { zh = "漫游", en = "Roaming", owner = "qian.yu", topics = new[] { "network" }, validFrom = "2020-01-01", steps = new[] { "Ask." }, reason = "r" });
            await DoAsync(id, "handling-models", new { model = "roaming", version = 1 });
            await desk.PostAsync("/api/definitions/reply-wordings/roaming", new { zh = "漫游", en = "Roaming", words = "At six.", validFrom = "2020-01-01", approvedBy = "qian.yu", reason = "r" });
            await DoAsync(id, "reply-wordings", new { wording = "roaming", version = 1 });
            await DoAsync(id, "score", new { stage = "Verify", score = 4.55 });
            await DoAsync(id, "resolve", new { resolution = "Roaming works." });
            await DoAsync(id, "give-care", new { careType = "bill-advice", note = "A cheaper plan." });
            await desk.CallBackAsync(id, CallbackOutcome.Satisfied);
            await DoAsync(id, "close", new { });
            await DoAsync(id, "reopen", new { cause = "ProblemReturned", reason = "It failed again." });
            await DoAsync(id, "withdraw", new { reason = "It works now." });
        }

        public async Task LinkingAsync()
        {
            var (earlier, later) = await desk.TwoCasesAsync();
            var other = await desk.CaseAsync();
            Recorded += 3;
            await DoAsync(later, "repeat-links/propose", new { earlier });
            await DoAsync(later, "repeat-links/accept", new { earlier });
            await DoAsync(later, "merge", new { into = earlier, reason = "One matter." });
            await DoAsync(later, "unmerge", new { reason = "Two matters after all." });
            await DoAsync(earlier, "repeat-links/propose", new { earlier = later });
            await DoAsync(earlier, "repeat-links/reject", new { earlier = later, reason = "The wrong way round." });
            Assert.Equal("case-of-another-customer", (await desk.DoAsync(other, "repeat-links/propose", new { earlier })).Code);
        }

        public async Task ContactsAsync()
        {
            var registration = desk.Registration();
            var complaint = await desk.CaseAsync(registration);
            Recorded++;
            var contact = (await SendAsync("/api/contacts", "/api/contacts", new
            {
                customer = registration["customer"],
                channel = "hotline",
                direction = "Inbound",
                outcome = "IvrLocked",
                region = new { province = "cn-js", city = "nanjing" },
                place = "Hong Kong",
                customerSaid = "I typed it once.",
                operatorDid = "Said that it was three times.",
                @lock = new { handledNumberTries = 3, callingNumberTries = 1, endsAt = "2011-06-29T22:11:54+08:00" },
            }, 201)).Created;
            await SendAsync($"/api/contacts/{contact}/link", "/api/contacts/{id}/link", new { complaint });
            await SendAsync($"/api/contacts/{contact}/unlink", "/api/contacts/{id}/unlink", new { complaint, reason = "Another matter." });
        }

        private async Task ClaimsAsync(string id)
        {
            var claim = (await SendAsync($"/api/complaints/{id}/claims", "/api/complaints/{id}/claims", new { rank = "Primary", demand = "Activation at once." }, 201)).Created;
            await OnClaimAsync("assess", new { reasonableness = "Unreasonable", @class = "unreasonable.policy-change", rank = "Primary", satisfiable = false });
            await OnClaimAsync("offer-alternative", new { alternative = "Activation by identity card." });
            await OnClaimAsync("settle", new { outcome = "AlternativeAccepted" });

            Task OnClaimAsync(string verb, object body) => SendAsync($"/api/complaints/{id}/claims/{claim}/{verb}", $"/api/complaints/{{id}}/claims/{{claimId}}/{verb}", body);
        }

        private Task DoAsync(string id, string verb, object body, string? actor = null) =>
            SendAsync($"/api/complaints/{id}/{verb}", $"/api/complaints/{{id}}/{verb}", body, actor: actor);

        private async Task<Reply> SendAsync(string path, string route, object body, int status = 200, string? actor = null)
        {
            var key = $"{path} {Recorded}";
            var first = (await desk.PostAsync(path, body, key, actor: actor)).MustBe(status);
            Assert.Equal("recorded", first.Outcome);
            Assert.Equal($"\"{first.Version}\"", first.ETag);

            var again = (await desk.PostAsync(path, body, key, actor: actor)).MustBe(status);
            Assert.Equal(("repeated", first.Version, first.Position, first.Location), (again.Outcome, again.Version, again.Position, again.Location));

            var other = JsonNode.Parse(System.Text.Json.JsonSerializer.Serialize(body, ServerUnderTest.Json))!;
            other["precision"] = "Day";
            Assert.Equal("idempotency-key-reused", (await desk.PostAsync(path, other, key, actor: actor)).MustBe(422).Code);

            Walked.Add(route);
            Recorded++;
            return first;
        }
    }
}
