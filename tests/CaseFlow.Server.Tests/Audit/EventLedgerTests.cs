using CaseFlow.Access;
using System.Text.Json.Nodes;
using CaseFlow.Clocks;
using CaseFlow.Complaints;
using CaseFlow.EventStore;
using CaseFlow.Server.Audit;
using CaseFlow.Server.Clocks;
using CaseFlow.Server.Definitions;
using CaseFlow.Server.Platform.Commands;
using CaseFlow.Server.Tests.Complaints;
using CaseFlow.Testing;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace CaseFlow.Server.Tests.Audit;

/// <summary>Who did what, in which case, and because of what, asked over HTTP.</summary>
public sealed class EventLedgerTests(SharedServer shared) : IClassFixture<SharedServer>
{
    private readonly Recorder recorder = new(shared.Server);

    [Fact]
    public async Task An_event_is_found_by_everything_that_surrounds_it()
    {
        var contact = recorder.Contact(1);
        await recorder.RecordAsync("contact", contact, "2026-02-01T08:00:00Z", await ContactAsync(1));
        await recorder.RegisterAsync(1, "2026-02-01T09:00:00Z");
        await recorder.RecordAsync("contact", contact, "2026-02-02T08:00:00Z", new ContactLinked(recorder.Case(1)));
        await recorder.OnCaseAsync(1, "2026-02-03T08:00:00Z", new ComplaintEscalated(EscalationLevel.City, EscalationOrigin.Internal, await SealAsync("higher")));
        await recorder.RegisterAsync(2, "2026-02-04T08:00:00Z", customer: recorder.Customer(1));
        await recorder.OnCaseAsync(2, "2026-02-05T08:00:00Z", new RepeatLinkProposed(recorder.Case(1), new(4, 30, 2, 3)));

        Assert.Equal(["complaint_escalated", "contact_linked", "complaint_registered", "contact_recorded"], await TypesAsync($"complaint={recorder.Id(1)}"));
        Assert.Equal(6, (await TypesAsync($"customer={recorder.Customer(1).Value}")).Count);
        Assert.Equal(["contact_linked", "contact_recorded"], await TypesAsync($"stream={contact}"));
        Assert.Equal(["complaint_escalated", "contact_linked"], await TypesAsync($"occurredFrom=2026-02-02T00:00:00Z&occurredTo=2026-02-04T00:00:00Z&sort=Occurred"));
        Assert.Equal(["complaint_escalated", "contact_linked"], await TypesAsync($"occurredFrom=2026-02-02T00:00:00Z&occurredTo=2026-02-04T00:00:00Z"));
        Assert.Equal(["repeat_link_proposed", "complaint_escalated"], await TypesAsync("type=complaint_escalated,repeat_link_proposed"));
        Assert.Equal(["repeat_link_proposed"], await TypesAsync("policy=repeat-rule&policyVersion=4"));
        Assert.Empty(await TypesAsync("policy=repeat-rule&policyVersion=5"));
        Assert.Equal(6, (await TypesAsync("actor=li.na&correlation=test&automation=false")).Count);
        Assert.Empty(await TypesAsync("actor=nobody"));
        Assert.Empty(await TypesAsync("automation=true"));
        Assert.Equal(6, (await TypesAsync("recordedFrom=2000-01-01T00:00:00Z&recordedTo=2999-01-01T00:00:00Z")).Count);
        Assert.Empty(await TypesAsync("recordedTo=2000-01-01T00:00:00Z"));
    }

    [Fact]
    public async Task What_relied_on_a_wording_a_model_or_a_standard_is_found_by_its_version()
    {
        var api = shared.Desk;
        (await api.PostAsync("/api/definitions/reply-wordings/relied", new { zh = "说明", en = "About it", words = "It is charged as agreed.", validFrom = "2011-01-01", approvedBy = "qian.yu", reason = "One voice." })).MustBe(200);
        (await api.PostAsync("/api/definitions/handling-models/relied", new { zh = "模型", en = "A model", owner = "qian.yu", topics = new[] { "network" }, validFrom = "2011-01-01", steps = new[] { "Measure." }, reason = "One way." })).MustBe(200);
        await recorder.RegisterAsync(31, "2026-02-01T09:00:00Z");
        var (customer, region, topic) = (recorder.Customer(31), new Region("cn-js", "nanjing"), new CaseFlow.Definitions.Term("network.roaming", 1));
        await recorder.OnCaseAsync(
            31, "2026-02-02T09:00:00Z", new ReplyWordingGiven { Wording = "relied", Version = 1, Customer = customer, Region = region, Topic = topic },
            new HandlingModelApplied { Model = "relied", Version = 1, Customer = customer, Region = region, Topic = topic }, new KeyMomentScored(BlueprintStage.Verify, 2) { StandardVersion = 1 }, new KeyMomentScored(BlueprintStage.Arrive, 2));

        var mine = $"complaint={recorder.Id(31)}";
        Assert.Equal(["reply_wording_given"], await TypesAsync($"{mine}&policy=reply-wordings/relied&policyVersion=1"));
        Assert.Equal(["handling_model_applied"], await TypesAsync($"{mine}&policy=handling-models/relied"));
        Assert.Equal(["key_moment_scored"], await TypesAsync($"{mine}&policy=key-moment-standards/verify&policyVersion=1"));
        Assert.Empty(await TypesAsync($"{mine}&policy=reply-wordings/relied&policyVersion=2"));

        var told = (await ListAsync($"{mine}&policy=reply-wordings/relied"))["items"]![0]!;
        var rule = (await recorder.AskAsync($"/api/events/{told["id"]}?region=all"))["rule"]!;
        Assert.Equal(("reply-wordings/relied", 1, "One voice."), ((string?)rule["policy"], (int)rule["version"]!, (string?)rule["reason"]));
        var uses = await recorder.AskAsync("/api/definitions/handling-models/relied/versions/1/uses?region=all");
        Assert.Equal(("One way.", 1), ((string?)uses["rule"]!["reason"], (int)uses["events"]!["total"]!));
        Assert.Equal((404, "not-found"), await RefusedAsync("/api/definitions/handling-models/relied/versions/2/uses?region=all"));
        Assert.Equal((404, "not-found"), await RefusedAsync("/api/definitions/lists/topics/versions/1/uses?region=all"));
        Assert.Equal((400, "invalid-request"), await RefusedAsync("/api/events?region=all&policy=reply-wordings"));
    }

    [Fact]
    public async Task What_relied_on_a_rule_that_is_kept_in_another_slice_is_found_by_its_version()
    {
        var shelf = shared.Server.Services.GetRequiredService<DefinitionShelf>();
        Assert.All(LedgerPolicy.Kinds, kind => Assert.NotNull(shelf.Find(kind)));
        Assert.All(LedgerPolicy.All, policy => Assert.NotNull(shelf.Find(new LedgerPolicy(policy, 1).Shelved.Kind)));
        var policy = (await shelf.AllAsync(TestContext.Current.CancellationToken)).First(one => one.Kind == ClockDefinitions.Policies);
        await recorder.RegisterAsync(32, "2026-02-01T09:00:00Z");
        var at = Recorder.At("2026-02-02T09:00:00Z");
        await recorder.RecordAsync(Streams.ClockLog.Type, Guid.NewGuid(), "2026-02-02T09:00:00Z", new ClockBreached(new()
        {
            Complaint = recorder.Case(32), Region = new("cn-js", "nanjing"), Obligation = Obligation.Resolve, Episode = 1, Sequence = 1, Policy = policy.Name, PolicyVersion = 1, Share = 100, ReachedAt = at, DueAt = at,
        }));

        var breached = Assert.Single((await ListAsync($"complaint={recorder.Id(32)}&policy=clock-policies/{policy.Name}&policyVersion=1"))["items"]!.AsArray())!;
        Assert.Equal("clock_breached", (string?)breached["type"]);
        Assert.Equal(($"clock-policies/{policy.Name}", policy.Reason), ((string?)(await recorder.AskAsync($"/api/events/{breached["id"]}?region=all"))["rule"]!["policy"], (string?)(await recorder.AskAsync($"/api/events/{breached["id"]}?region=all"))["rule"]!["reason"]));
        Assert.Equal(1, (int)(await recorder.AskAsync("/api/definitions/emergency-plan/emergency-plan/versions/1/uses?region=all"))["rule"]!["version"]!);
    }

    [Fact]
    public async Task An_event_tells_what_it_says_what_it_follows_from_and_what_followed()
    {
        var complaint = await shared.Desk.CaseAsync(null, ("resolve", new { resolution = "Roaming was activated." }));
        var callbacks = await ScheduledAsync(complaint);

        var cause = Assert.Single((await ListAsync($"complaint={complaint}&type=complaint_resolved"))["items"]!.AsArray())!;
        var told = await recorder.AskAsync($"/api/events/{cause["id"]}?region=all");
        Assert.Equal("Roaming was activated.", (string?)told["fields"]!["resolution"]);
        Assert.Equal("callback_scheduled", (string?)told["effects"]![0]!["type"]);
        Assert.Equal("•••", (string?)(await recorder.AskAsync($"/api/events/{cause["id"]}?region=all", role: Role.DataProtectionOfficer))["fields"]!["resolution"]);

        var effect = await recorder.AskAsync($"/api/events/{callbacks["id"]}?region=all");
        Assert.Equal((string?)cause["id"], (string?)effect["causes"]![0]!["id"]);
        Assert.Equal(("callback", 1), ((string?)effect["rule"]!["policy"], (int)effect["rule"]!["version"]!));
        Assert.NotNull(effect["rule"]!["publishedAt"]);
        Assert.True((bool)effect["event"]!["automation"]!);
        Assert.Equal((string?)callbacks["id"], (string?)(await ListAsync($"cause={cause["id"]}"))["items"]![0]!["id"]);

        var uses = await recorder.AskAsync($"/api/definitions/policies/callback/1/uses?region=all&limit=200");
        Assert.Contains((string?)callbacks["id"], uses["events"]!["items"]!.AsArray().Select(item => (string?)item!["id"]));
        Assert.Equal((404, "not-found"), await RefusedAsync("/api/definitions/policies/callback/77/uses?region=all"));
        Assert.Equal((404, "not-found"), await RefusedAsync("/api/definitions/policies/lunch/1/uses?region=all"));
    }

    [Fact]
    public async Task Another_territory_hides_events_their_causes_and_their_counts()
    {
        var other = new Recorder(shared.Server);
        await other.RegisterAsync(1, "2026-02-01T09:00:00Z");
        var foreign = (string?)(await other.AskAsync($"/api/events?region={other.Province}"))["items"]![0]!["id"];
        await recorder.RegisterAsync(1, "2026-02-01T09:00:00Z");
        var mine = await AppendAsync(recorder.Id(1), foreign, new ComplaintAcknowledged(null));
        var followed = await AppendAsync(other.Id(1), mine.ToString(), new ComplaintAcknowledged(null));

        var seen = await recorder.AskAsync($"/api/events/{mine}?region={recorder.Province}");
        Assert.Empty(seen["causes"]!.AsArray());
        Assert.Empty(seen["effects"]!.AsArray());
        Assert.DoesNotContain(foreign!, seen.ToJsonString(), StringComparison.Ordinal);
        var all = await recorder.AskAsync($"/api/events/{mine}?region=all");
        Assert.Equal((foreign, followed.ToString()), ((string?)all["causes"]![0]!["id"], (string?)all["effects"]![0]!["id"]));
        Assert.Equal((404, "not-found"), await RefusedAsync($"/api/events/{foreign}?region={recorder.Province}"));
        foreach (var question in new[] { "", $"&customer={other.Customer(1).Value}", $"&complaint={other.Id(1)}", $"&stream={other.Id(1)}", $"&cause={mine}", "&actor=li.na", "&type=complaint_registered", "&sort=Occurred" })
        {
            var page = await recorder.AskAsync($"/api/events?region={recorder.Province}{question}");
            var mineOnly = page["items"]!.AsArray().Select(item => (string?)item!["region"]).ToList();
            Assert.All(mineOnly, region => Assert.StartsWith(recorder.Province, region, StringComparison.Ordinal));
            Assert.Equal(mineOnly.Count, (int)page["total"]!);
        }

        Assert.Equal(0, (int)(await recorder.AskAsync($"/api/events?region={recorder.Province}&type=repeat_rule_published"))["total"]!);
        Assert.NotEqual(0, (int)(await recorder.AskAsync("/api/events?region=all&type=repeat_rule_published"))["total"]!);
    }

    [Fact]
    public async Task What_is_asked_wrongly_is_named()
    {
        foreach (var (question, error) in new[]
        {
            ("type=lunch_eaten", "type out-of-range"), ("policyVersion=1", "policy required"), ("policy=lunch", "policy out-of-range"), ("occurredFrom=yesterday", "occurredFrom malformed"),
            ("customer=x", "customer malformed"), ("sort=Best", "sort out-of-range"), ("automation=perhaps", "automation malformed"), ("colour=red", "colour unknown-field"),
        })
            Assert.Equal([error], (await shared.Desk.GetAsync($"/api/events?region=all&{question}")).MustBe(400).Errors);
        Assert.Equal((400, "cursor-malformed"), await RefusedAsync("/api/events?region=all&cursor=x"));
        Assert.Equal((404, "not-found"), await RefusedAsync($"/api/events/{Guid.NewGuid()}?region=all"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("&sort=Occurred")]
    [InlineData("&actor=li.na")]
    [InlineData("&type=complaint_acknowledged")]
    [InlineData("&automation=false")]
    public async Task Pages_hold_every_event_once_and_the_total_is_true(string question)
    {
        for (var n = 1; n <= 12; n++)
        {
            await recorder.RegisterAsync(n, $"2026-02-{1 + (n * 5 % 12):00}T09:00:00Z");
            await recorder.OnCaseAsync(n, "2026-02-20T09:00:00Z", new ComplaintAcknowledged(null), new ComplaintAssigned("li.na"));
        }

        var (seen, cursor, total) = (new List<string>(), (string?)null, 0);
        do
        {
            var page = await recorder.AskAsync($"/api/events?region={recorder.Province}{question}&limit=5{(cursor is null ? "" : $"&cursor={cursor}")}");
            total = (int)page["total"]!;
            Assert.False((bool)page["totalIsAtLeast"]!);
            seen.AddRange(page["items"]!.AsArray().Select(item => (string)item!["id"]!));
            cursor = (string?)page["next"];
        }
        while (cursor is not null);

        await using var database = NpgsqlDataSource.Create(shared.Server.ConnectionString);
        await using var count = database.CreateCommand($"select array_agg(e.id::text) from mt_events e join caseflow_work_list w on w.complaint = e.stream_id where w.province = '{recorder.Province}' and ('{question}' not like '%type%' or e.type = 'complaint_acknowledged')");
        var expected = (string[])(await count.ExecuteScalarAsync(TestContext.Current.CancellationToken))!;
        Assert.Equal(expected.Order(), seen.Order());
        Assert.Equal(expected.Length, total);
    }

    private async Task<JsonNode> ScheduledAsync(string complaint)
    {
        for (var tries = 0; tries < 100; tries++)
        {
            var found = (await recorder.AskAsync($"/api/events?region=all&complaint={complaint}&type=callback_scheduled"))["items"]!.AsArray();
            if (found.Count > 0) return found[0]!;
            await Task.Delay(100, TestContext.Current.CancellationToken);
        }

        throw new Xunit.Sdk.XunitException("The callback was not scheduled.");
    }

    private Task<JsonNode> ListAsync(string question) => recorder.AskAsync($"/api/events?region=all&{question}");

    private async Task<List<string>> TypesAsync(string question) =>
        [.. (await recorder.AskAsync($"/api/events?region={recorder.Province}&{question}"))["items"]!.AsArray().Select(item => (string)item!["type"]!)];

    private async Task<(int, string)> RefusedAsync(string path) => await recorder.RefusedAsync(path) is var (status, code, _) ? (status, code) : default;

    private Task<Sealed> SealAsync(string text) => recorder.SealAsync(recorder.Customer(1), text);

    private async Task<ContactRecorded> ContactAsync(int customer) => new()
    {
        Contact = ContactId.From(recorder.Contact(1)),
        Customer = await recorder.SnapshotAsync(recorder.Customer(customer)),
        Channel = new("hotline", 1),
        Direction = ContactDirection.Inbound,
        Outcome = ContactOutcome.Answered,
        Region = new(recorder.Province, "nanjing"),
    };

    private async Task<Guid> AppendAsync(Guid complaint, string? cause, object data)
    {
        var metadata = new EventMetadata { OccurredAt = Recorder.At("2026-02-02T09:00:00Z"), Actor = "li.na", CorrelationId = "test", CausationId = cause, CommandId = Guid.NewGuid() };
        var id = Guid.NewGuid();
        await shared.Server.Services.GetRequiredService<IEventStore>().AppendAsync(new("complaint", complaint), ExpectedVersion.Any, [new NewEvent(id, data, metadata)], TestContext.Current.CancellationToken);
        await recorder.RegisterAsync(900 + Random.Shared.Next(90_000), "2026-02-02T09:00:00Z");
        return id;
    }
}
