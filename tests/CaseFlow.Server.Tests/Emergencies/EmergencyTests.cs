using CaseFlow.Access;
using CaseFlow.Emergencies;
using CaseFlow.Server.Emergencies;
using CaseFlow.Server.Platform.Commands;
using CaseFlow.Server.Platform.Reading;
using CaseFlow.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace CaseFlow.Server.Tests.Emergencies;

/// <summary>Emergencies and drills over HTTP.</summary>
public sealed class EmergencyTests(PostgresFixture postgres) : IAsyncLifetime
{
    private CommandPost post = null!;

    public async ValueTask InitializeAsync() => post = await CommandPost.StartAsync(postgres);

    public ValueTask DisposeAsync() => post.DisposeAsync();

    [Fact]
    public async Task A_withdrawal_lists_who_was_told_the_old_line_and_who_knows_the_new_one()
    {
        var complaints = await post.RegisterAsync([(1, CommandPost.At("09:00"), "network.roaming.activation", "nanjing"), (2, CommandPost.At("09:01"), "network.roaming.activation", "nanjing")]);
        var emergency = await DeclaredAsync();
        var line = new { words = "It works at noon.", channels = new[] { "hotline" }, approvedBy = "zhao.gang" };
        (await post.DoAsync(emergency, "reply-lines", line)).MustBe(200);
        var told = complaints.Select(one => new { complaint = one.Value }).ToArray();
        Assert.Equal("forbidden", (await post.DoAsync(emergency, "reply-lines/given", new { version = 1, told })).MustBe(403).Code);
        (await post.DoAsync(emergency, "reply-lines/given", new { version = 1, told }, post.Agent)).MustBe(200);
        (await post.DoAsync(emergency, "reply-lines/withdraw", new { version = 1, reason = "It names a wrong hour." })).MustBe(200);
        (await post.DoAsync(emergency, "reply-lines", line with { words = "It works in the evening." })).MustBe(200);
        (await post.DoAsync(emergency, "reply-lines/given", new { version = 2, told = told.Take(1) }, post.Agent)).MustBe(200);

        var old = (await post.ViewAsync(emergency)).GetProperty("replyLines")[0];
        Assert.Equal((2, 1, "It names a wrong hour."), (old.GetProperty("told").GetInt32(), old.GetProperty("toldAgain").GetInt32(), old.GetProperty("withdrawnFor").GetString()));
        var list = (await post.ViewAsync(emergency, part: "/reply-lines/1/told")).EnumerateArray().ToList();
        Assert.Equal([(complaints[0].Value.ToString(), 2), (complaints[1].Value.ToString(), 1)], list.Select(one => (one.GetProperty("complaint").GetString()!, one.GetProperty("latest").GetInt32())));
        Assert.Equal(404, (await CommandPost.GetAsync(post.Commander, $"/api/emergencies/{emergency}/reply-lines/3/told?region={CommandPost.City}")).Status);
    }

    [Fact]
    public async Task Calls_of_a_declaration_that_is_entered_late_begin_in_the_present_at_even_distances()
    {
        await post.RegisterAsync([.. Enumerable.Range(1, 30).Select(n => (n, CommandPost.At("09:00"), "network.roaming.activation", "nanjing"))]);
        var emergency = await post.ProposeAsync();
        // What was done in the morning is entered while the desk rests.
        post.Clock.Set(CommandPost.At("12:30"));
        (await post.DoAsync(emergency, "declare", new { grounds = "Many complaints", occurredAt = CommandPost.At("09:10") })).MustBe(200);
        (await post.DoAsync(emergency, "complaints/by-query", new { words = "Roaming before ten", from = CommandPost.At("08:00"), until = CommandPost.At("10:00"), occurredAt = CommandPost.At("09:15") })).MustBe(200);
        await post.CatchUpAsync();

        var slots = (await RawTimeline.ReadAsync(post.Server.ConnectionString, emergency)).Slots().Order().ToList();
        Assert.Equal((30, CommandPost.At("14:00")), (slots.Count, slots[0]));
        Assert.Single(slots.Zip(slots.Skip(1), (one, next) => next - one).Distinct());
        Assert.Equal(0, (await CommandPost.GetAsync(post.Agent, $"/api/agenda?region={CommandPost.City}&status=Due")).MustBe(200).Body.GetProperty("data").GetProperty("emergencyCalls").GetInt32());
    }

    [Fact]
    public async Task A_drill_runs_the_clocks_and_touches_no_customer()
    {
        var complaints = await post.RegisterAsync([(1, CommandPost.At("09:00"), "network.roaming.activation", "nanjing")]);
        var drill = await DeclaredAsync(isDrill: true);
        (await post.DoAsync(drill, "complaints", new { complaints = complaints.Select(one => one.Value) })).MustBe(200);
        await post.CatchUpAsync();
        var calls = (await post.ViewAsync(drill)).GetProperty("calls");
        Assert.Equal((1, 0), (calls.GetProperty("simulated").GetInt32(), calls.GetProperty("planned").GetInt32()));
        (await post.DoAsync(drill, "reply-lines", new { words = "A drill.", channels = new[] { "hotline" }, approvedBy = "zhao.gang" })).MustBe(200);
        Assert.Equal("drill-touches-nobody", (await post.DoAsync(drill, "reply-lines/given", new { version = 1, told = new[] { new { complaint = complaints[0].Value } } }, post.Agent)).MustBe(409).Code);
        Assert.Equal("drill-touches-nobody", (await post.DoAsync(drill, "callbacks", new { calls = new[] { new { customer = CommandPost.Customer(1).Value, result = "Informed" } } }, post.Agent)).MustBe(409).Code);
        (await post.DoAsync(drill, "first-times", new { clock = "Callback", evidence = "Played through" })).MustBe(200);
        (await post.DoAsync(drill, "stand-down", new { })).MustBe(200);
        Assert.Equal([true], (await CommandPost.GetAsync(post.Commander, $"/api/emergencies?region={CommandPost.City}&drill=true")).MustBe(200).Body.GetProperty("data").GetProperty("items").EnumerateArray().Select(one => one.GetProperty("isDrill").GetBoolean()));
    }

    [Fact]
    public async Task What_is_wrong_is_told_with_its_fields_and_what_is_not_there_is_named()
    {
        var emergency = await DeclaredAsync();
        var elsewhere = await post.RegisterAsync([(1, CommandPost.At("09:00"), "network.roaming.activation", "suzhou")]);
        Assert.Equal(["title required", "account required", "region.province required", "topics required"], (await CommandPost.PostAsync(post.Commander, "/api/emergencies", new { })).MustBe(400).Errors);
        Assert.Equal(["complaints[0] not-there"], (await post.DoAsync(emergency, "complaints", new { complaints = new[] { elsewhere[0].Value } })).MustBe(400).Errors);
        Assert.Equal(["until reversed"], (await post.DoAsync(emergency, "complaints/by-query", new { words = "w", from = CommandPost.At("10:00"), until = CommandPost.At("09:00") })).MustBe(400).Errors);
        Assert.Equal(["evidence names-a-customer"], (await post.DoAsync(emergency, "first-times", new { clock = "Alert", evidence = "Told 13951770001" })).MustBe(400).Errors);
        Assert.Equal(["serviceNumbers[0] malformed"], (await post.DoAsync(emergency, "affected", new { words = "w", serviceNumbers = new[] { "call me" } })).MustBe(400).Errors);
        Assert.Equal(["customers required"], (await post.DoAsync(emergency, "affected", new { words = "w" })).MustBe(400).Errors);
        Assert.Equal(["department out-of-range"], (await post.DoAsync(emergency, "first-times", new { clock = "Alert", evidence = "e", department = "network" })).MustBe(400).Errors);
        Assert.Equal(["link malformed"], (await post.DoAsync(emergency, "media", new { kind = "Forum", outlet = "o", account = "a", link = "javascript:alert(1)" })).MustBe(400).Errors);
        Assert.Equal(["told[0].customer required"], (await post.DoAsync(emergency, "reply-lines/given", new { version = 1, told = new[] { new { } } }, post.Agent)).MustBe(400).Errors);
        Assert.Equal("emergency-unknown", (await post.DoAsync(Guid.NewGuid().ToString(), "situations", new { words = "w" })).MustBe(404).Code);
    }

    [Fact]
    public async Task Who_did_not_complain_is_called_by_a_number_that_is_sealed_and_masked()
    {
        var emergency = await DeclaredAsync();
        (await post.DoAsync(emergency, "affected", new { words = "On the gateway", serviceNumbers = new[] { "13951771234", "139 5177 1234" } })).MustBe(200);
        await post.CatchUpAsync();
        var page = (await CommandPost.GetAsync(post.Agent, $"/api/emergencies/{emergency}/callbacks?region={CommandPost.City}")).MustBe(200);
        Assert.Equal(1, page.Body.GetProperty("data").GetProperty("total").GetInt32());
        Assert.DoesNotContain("13951771234", page.Text, StringComparison.Ordinal);
        Assert.NotNull(page.Body.GetProperty("data").GetProperty("items")[0].GetProperty("serviceNumber").GetString());
        var raw = await post.Server.Services.GetRequiredService<CommandShell>().HistoryAsync(Guid.Parse(emergency), TestContext.Current.CancellationToken);
        Assert.DoesNotContain("13951771234", string.Concat(raw.Select(e => EventStore.EventTypes.Write(e.Data))), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_early_warning_proposes_an_emergency_with_its_complaints()
    {
        var complaints = await post.RegisterAsync([(1, CommandPost.At("09:00"), "network.roaming.activation", "nanjing"), (2, CommandPost.At("09:01"), "network.roaming.activation", "nanjing")]);
        var warning = Guid.NewGuid();
        var context = new CommandContext { CommandId = Guid.NewGuid(), Actor = "warnings", Scope = AccessScope.All, CorrelationId = "warning", OccurredAt = CommandPost.At("09:30") };
        var (emergency, outcome) = await ProposingEmergencies.ProposeAsync(
            post.Server.Services.GetRequiredService<EmergencyDesk>(),
            new() { Title = "Roaming", Account = "A cluster of complaints", Region = new() { Province = "cn-js", City = "nanjing" }, Topics = ["network.roaming"], Warning = warning, Complaints = [.. complaints.Select(one => one.Value)] },
            context,
            TestContext.Current.CancellationToken);
        Assert.IsType<CommandRecorded>(outcome);
        var view = await post.ViewAsync(emergency.Value.ToString());
        Assert.Equal((warning.ToString(), 2, "Proposed"), (view.GetProperty("warning").GetString(), view.GetProperty("figures").GetProperty("complaints").GetInt32(), view.GetProperty("status").GetString()));
        Assert.Equal(0, view.GetProperty("calls").GetProperty("planned").GetInt32());
        (await post.DoAsync(emergency.Value.ToString(), "dismiss", new { reason = "A test of the portal" })).MustBe(200);
    }

    [Fact]
    public async Task A_new_plan_counts_for_what_is_proposed_after_it()
    {
        var before = await post.ProposeAsync();
        using var administrator = await post.Server.As(Role.Administrator);
        var published = (await CommandPost.GetAsync(administrator, "/api/definitions/emergency-plan")).MustBe(200).Body[0].GetProperty("terms");
        Assert.Equal(1, published.GetProperty("planVersion").GetInt32());
        var targets = Enum.GetNames<FirstTime>().Select(clock => new { clock, start = "Proposed", minutes = 7 }).ToArray();
        object Plan(object of) => new { targets = of, onScene = new[] { "network" }, zone = "Asia/Shanghai", rest = new[] { new { from = "20:00:00", until = "09:00:00" } }, callsPerHour = 10, reason = "Drill of March" };
        Assert.Equal("first-time-targets-incomplete", (await CommandPost.PostAsync(administrator, "/api/definitions/emergency-plan", Plan(targets.Skip(1)))).MustBe(409).Code);
        (await CommandPost.PostAsync(administrator, "/api/definitions/emergency-plan", Plan(targets))).MustBe(200);
        post.Clock.Set(CommandPost.At("10:30"));
        var after = await post.ProposeAsync(at: CommandPost.At("10:15"));
        Assert.Equal((1, 2), ((await post.ViewAsync(before)).GetProperty("plan").GetProperty("planVersion").GetInt32(), (await post.ViewAsync(after)).GetProperty("plan").GetProperty("planVersion").GetInt32()));
        Assert.All((await post.ViewAsync(after)).GetProperty("clocks").EnumerateArray(), clock => Assert.Equal("Overdue", clock.GetProperty("standing").GetString()));
    }

    private async Task<string> DeclaredAsync(bool isDrill = false)
    {
        var emergency = await post.ProposeAsync(isDrill);
        (await post.DoAsync(emergency, "declare", new { grounds = "Many complaints", occurredAt = CommandPost.At("09:10") })).MustBe(200);
        return emergency;
    }
}
