using CaseFlow.Complaints;
using CaseFlow.EventStore;
using CaseFlow.EventStore.Projections;
using CaseFlow.FollowUps;
using CaseFlow.Server.Audit;
using CaseFlow.Server.Complaints;
using CaseFlow.Server.Platform.Commands;
using CaseFlow.Server.Tests.Complaints;
using CaseFlow.Testing;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace CaseFlow.Server.Tests.Audit;

/// <summary>How a case and the work list stood at a past time, and what made the difference. The clock of the database is moved, because its times are recorded.</summary>
public sealed class PastStateTests(PostgresFixture postgres) : IAsyncLifetime
{
    private ServerUnderTest server = null!;
    private Recorder desk = null!;
    private Desk http = null!;

    public async ValueTask InitializeAsync()
    {
        server = await ServerUnderTest.StartAsync(postgres);
        (desk, http) = (new(server), new(server));
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();

    [Fact]
    public async Task A_case_stands_as_it_was_known_and_the_difference_names_fields_and_events()
    {
        await desk.RegisterAsync(1, "2026-01-10T08:00:00Z");
        await RecordedOnAsync("2026-01-10T09:00:00Z");
        await desk.OnCaseAsync(1, "2026-01-11T08:00:00Z", new ComplaintAssigned("wang.fang"), new ComplaintEscalated(EscalationLevel.City, EscalationOrigin.Internal, await desk.SealAsync(desk.Customer(1), "x")));
        await RecordedOnAsync("2026-02-10T09:00:00Z");
        await desk.OnCaseAsync(1, "2026-01-12T08:00:00Z", new ComplaintDeescalated(EscalationLevel.FrontLine, await desk.SealAsync(desk.Customer(1), "y")));
        var complaint = $"/api/complaints/{desk.Id(1)}";

        Assert.Equal(("Received", null, "FrontLine"), await StandsAsync($"{complaint}?region=all&asOf=2026-01-31"));
        Assert.Equal(("Handling", "wang.fang", "City"), await StandsAsync($"{complaint}?region=all&asOf=2026-02-10T10:00:00Z"));
        Assert.Equal(("Handling", "wang.fang", "FrontLine"), await StandsAsync($"{complaint}?region=all"));
        Assert.Equal(["complaint_registered"], await TypesAsync($"{complaint}/timeline?region=all&asOf=2026-01-31"));
        Assert.Equal((404, "not-found"), await RefusedAsync($"{complaint}?region=all&asOf=2026-01-09"));
        Assert.Equal((404, "not-found"), await RefusedAsync($"{complaint}?region=cn-elsewhere&asOf=2026-01-31"));

        var changes = await desk.AskAsync($"{complaint}/changes?region=all&from=2026-01-20&to=2026-02-10T10:00:00Z");
        var fields = changes["fields"]!.AsArray().ToDictionary(field => (string)field!["field"]!, field => field!);
        Assert.Equal(["case.handler", "case.lastActivityAt", "case.level", "case.overdue", "case.points", "case.status"], fields.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(("Received", "Handling"), ((string?)fields["case.status"]["from"], (string?)fields["case.status"]["to"]));
        Assert.Equal(["complaint_assigned"], fields["case.status"]["events"]!.AsArray().Select(e => (string)e!["type"]!));
        Assert.Equal(["complaint_escalated"], fields["case.level"]["events"]!.AsArray().Select(e => (string)e!["type"]!));
        Assert.Equal((70, 90), ((int)fields["case.points"]["from"]!, (int)fields["case.points"]["to"]!));
        Assert.Empty(fields["case.overdue"]["events"]!.AsArray());
        Assert.Equal(["complaint_assigned", "complaint_escalated"], changes["events"]!.AsArray().Select(e => (string)e!["type"]!));
        var whole = await desk.AskAsync($"{complaint}/changes?region=all&from=2026-01-01");
        Assert.Contains("customer.name", whole["fields"]!.AsArray().Where(field => field!["from"] is null).Select(field => (string?)field!["field"]));
        Assert.Equal(["from required"], (await http.GetAsync($"{complaint}/changes?region=all")).MustBe(400).Errors);
        Assert.Equal(["to reversed"], (await http.GetAsync($"{complaint}/changes?region=all&from=2026-02-01&to=2026-01-01")).MustBe(400).Errors);
        Assert.Equal(["to malformed"], (await http.GetAsync($"{complaint}/changes?region=all&from=2026-02-01&to=x")).MustBe(400).Errors);
    }

    [Fact]
    public async Task The_lanes_show_each_fact_once_the_statuses_in_turn_and_what_was_due()
    {
        var complaint = await http.CaseAsync(null, ("acknowledge", new { }), ("escalate", new { to = "City", origin = "Internal", reason = "r" }), ("resolve", new { resolution = "x" }));
        await http.CallBackAsync(complaint, CallbackOutcome.Satisfied);
        await desk.RegisterAsync(1, "2026-01-10T08:00:00Z");
        var lanes = await desk.AskAsync($"/api/complaints/{complaint}/lanes?region=all");
        var timeline = await desk.AskAsync($"/api/complaints/{complaint}/timeline?region=all");

        Assert.Equal(
            timeline["entries"]!.AsArray().Select(entry => (long)entry!["position"]!),
            lanes["entries"]!.AsArray().Select(entry => (long)entry!["entry"]!["position"]!));
        Assert.Equal(["Received", "Acknowledged", "Resolved"], lanes["stages"]!.AsArray().Select(span => (string)span!["status"]!));
        Assert.Null(lanes["stages"]![2]!["to"]);
        Assert.Equal((string?)lanes["stages"]![0]!["to"], (string?)lanes["stages"]![1]!["from"]);
        var clocks = lanes["clocks"]!.AsArray().ToDictionary(clock => (string)clock!["kind"]!, clock => clock!);
        Assert.Equal(Desk.Received.AddDays(15), (DateTimeOffset)clocks["Reply"]["dueAt"]!);
        Assert.True((bool)clocks["Reply"]["late"]! == ((DateTimeOffset)clocks["Reply"]["endedAt"]! > Desk.Received.AddDays(15)));
        Assert.NotNull(clocks["Callback"]["endedAt"]);
        Assert.Equal("Decisions", LaneOf("complaint_escalated"));
        Assert.Equal("Contacts", LaneOf("complaint_acknowledged"));
        Assert.Equal("Stages", LaneOf("complaint_resolved"));
        Assert.Equal("Clocks", LaneOf("callback_completed"));
        Assert.Equal((404, "not-found"), await RefusedAsync($"/api/complaints/{complaint}/lanes?region=all&asOf=2001-01-01"));

        string LaneOf(string type) => (string)lanes["entries"]!.AsArray().First(entry => (string)entry!["entry"]!["type"]! == type)!["lane"]!;
    }

    [Fact]
    public async Task The_work_list_of_a_past_day_and_what_appeared_went_and_moved_since()
    {
        for (var n = 1; n <= 4; n++)
            await desk.RegisterAsync(n, $"2026-01-0{n}T08:00:00Z");
        await RecordedOnAsync("2026-01-10T09:00:00Z");
        await desk.OnCaseAsync(1, "2026-02-01T08:00:00Z", new ComplaintWithdrawn(await desk.SealAsync(desk.Customer(1), "x")));
        await desk.OnCaseAsync(2, "2026-02-01T08:00:00Z", new ComplaintAssigned("wang.fang"));
        await desk.RegisterAsync(5, "2026-02-01T08:00:00Z");

        Assert.Equal(new[] { 4, 3, 2, 1 }, await ListedAsync("&asOf=2026-01-31"));
        Assert.Equal(new[] { 5, 4, 3, 2 }, await ListedAsync(""));
        Assert.Equal(new[] { 2, 1 }, await ListedAsync("&asOf=2026-01-31&sort=Oldest&dueBefore=2026-01-17T12:00:00Z", reverse: true));
        Assert.Equal(Array.Empty<int>(), await ListedAsync("&asOf=2026-01-09"));

        var difference = await desk.AskAsync($"/api/complaints/differences?region={desk.Province}&from=2026-01-31");
        var cases = difference["cases"]!["items"]!.AsArray().ToDictionary(item => (Guid)item!["id"]!, item => item!);
        Assert.Equal([desk.Id(1), desk.Id(2), desk.Id(5)], cases.Keys.Order());
        Assert.Equal(("Went", "Moved", "Appeared"), ((string?)cases[desk.Id(1)]["move"], (string?)cases[desk.Id(2)]["move"], (string?)cases[desk.Id(5)]["move"]));
        Assert.Equal(["status", "handler"], cases[desk.Id(2)]["fields"]!.AsArray().Select(field => (string)field!));
        Assert.Equal(["complaint_assigned"], cases[desk.Id(2)]["events"]!.AsArray().Select(e => (string)e!["type"]!));
        Assert.Equal((4, 3, 1, 1), ((int)difference["countsFrom"]!["Received"]!, (int)difference["countsTo"]!["Received"]!, (int)difference["countsTo"]!["Handling"]!, (int)difference["countsTo"]!["Withdrawn"]!));
        Assert.Equal(0, (int)(await desk.AskAsync("/api/complaints/differences?region=cn-elsewhere&from=2026-01-31"))["cases"]!["total"]!);

        var paged = new List<Guid>();
        for (string? cursor = null, next = ""; next is not null; cursor = next)
        {
            var page = (await desk.AskAsync($"/api/complaints/differences?region={desk.Province}&from=2026-01-31&limit=2{(cursor is null ? "" : $"&cursor={cursor}")}"))["cases"]!;
            paged.AddRange(page["items"]!.AsArray().Select(item => (Guid)item!["id"]!));
            next = (string?)page["next"];
        }

        Assert.Equal([desk.Id(1), desk.Id(2), desk.Id(5)], paged.Order());
        Assert.Equal(["from required"], (await http.GetAsync("/api/complaints/differences?region=all")).MustBe(400).Errors);
        Assert.Equal((400, "cursor-malformed"), await RefusedAsync("/api/complaints/differences?region=all&from=2026-01-31&cursor=x"));
    }

    /// <summary>After random work the ledger is what the stored events say, and a case asked as of any recorded time is the fold of its events until then.</summary>
    [Fact]
    public async Task The_ledger_is_what_the_events_say_and_each_past_state_the_fold_until_then()
    {
        var seed = Environment.GetEnvironmentVariable("CASEFLOW_TEST_SEED") is { } given ? int.Parse(given, System.Globalization.CultureInfo.InvariantCulture) : Random.Shared.Next();
        TestContext.Current.TestOutputHelper?.WriteLine($"CASEFLOW_TEST_SEED={seed}");
        var random = new Random(seed);
        var text = await desk.SealAsync(desk.Customer(1), "x");
        for (var n = 1; n <= 5; n++)
            await desk.RegisterAsync(n, "2026-01-10T08:00:00Z");
        for (var i = 0; i < 60; i++)
        {
            var n = random.Next(1, 6);
            object fact = random.Next(7) switch
            {
                0 => new ComplaintAcknowledged(null),
                1 => new ComplaintAssigned($"agent {random.Next(3)}"),
                2 => new ComplaintEscalated((EscalationLevel)random.Next(5), EscalationOrigin.Internal, text),
                3 => new ComplaintReclassified(ComplaintKind.Consultation, new("fees.roaming", 1), null),
                4 => new ComplaintResolved(text, 1),
                5 => new ComplaintReopened(1, ReopenCause.QualityReview, text),
                _ => new ComplaintWithdrawn(text),
            };
            await desk.OnCaseAsync(n, $"2026-01-{random.Next(11, 28)}T08:00:00Z", fact);
        }

        var store = server.Services.GetRequiredService<IEventStore>();
        for (var n = 1; n <= 5; n++)
        {
            var events = await store.ReadStreamAsync(desk.Id(n), cancellation: TestContext.Current.CancellationToken);
            foreach (var at in events.Select(e => e.RecordedAt).Distinct())
            {
                var state = Streams.Complaint.Fold(events.Where(e => e.RecordedAt <= at));
                var asked = await desk.AskAsync($"/api/complaints/{desk.Id(n)}?region=all&asOf={Uri.EscapeDataString(at.ToString("O"))}");
                Assert.True(
                    ($"{state.Status}", state.Handler, $"{state.Level}", $"{state.Kind}", state.Topic.Code, events.Count(e => e.RecordedAt <= at))
                    == ((string?)asked["case"]!["status"], (string?)asked["case"]!["handler"], (string?)asked["case"]!["level"], (string?)asked["case"]!["kind"], (string?)asked["case"]!["topic"], (int)asked["version"]!),
                    $"seed {seed}, case {n}, as of {at:O}");
            }
        }

        Assert.Equal(0L, await CountAsync(LedgerDifference));
        var rows = await CountAsync("select count(*) from caseflow_event_ledger");
        await server.Services.GetRequiredService<ProjectionEngine>().RebuildAsync(EventLedger.Projection);
        Assert.Equal(0L, await CountAsync(LedgerDifference));
        Assert.Equal(rows, await CountAsync("select count(*) from caseflow_event_ledger"));
    }

    /// <summary>The ledger in the words of the database alone: how many rows are on one side only.</summary>
    private const string LedgerDifference = """
        with events as (
            select e.seq_id, e.id, e.stream_id, s.type as stream_type, e.version, e.type, regexp_replace(e.headers ->> 'occurredAt', '(\.\d{6})\d+', '\1')::timestamptz as occurred_at, e.timestamp, e.user_name, e.correlation_id,
                e.causation_id, (e.headers ->> 'commandId')::uuid as command,
                coalesce(lower(f.data #>> '{region,province}'), 'all') as province, case when f.data ? 'region' then lower(coalesce(f.data #>> '{region,city}', '')) else '' end as city,
                (f.data #>> '{customer,customer}')::uuid as customer_of_case
            from mt_events e join mt_streams s on s.id = e.stream_id join mt_events f on f.stream_id = e.stream_id and f.version = 1
            where s.type in ('complaint', 'policies', 'term_list')
        ), told as (
            select position, event, stream, stream_type, version, type, occurred_at, recorded_at, actor, correlation, causation, command, province, city, customer
            from caseflow_event_ledger where stream_type in ('complaint', 'policies', 'term_list')
        )
        select (select count(*) from (select * from events except all select * from told) a) + (select count(*) from (select * from told except all select * from events) b)
            + (select count(*) from mt_events e where not exists (select from caseflow_event_ledger l where l.position = e.seq_id and l.event = e.id))
        """;

    private async Task<long> CountAsync(string sql)
    {
        await desk.AskAsync("/api/events?region=all");
        await server.Services.GetRequiredService<ProjectionEngine>().CatchUpAsync();
        await using var database = NpgsqlDataSource.Create(server.ConnectionString);
        await using var command = database.CreateCommand(sql);
        return (long)(await command.ExecuteScalarAsync(TestContext.Current.CancellationToken))!;
    }

    private async Task<(string?, string?, string?)> StandsAsync(string path)
    {
        var one = (await desk.AskAsync(path))["case"]!;
        return ((string?)one["status"], (string?)one["handler"], (string?)one["level"]);
    }

    private async Task<List<string>> TypesAsync(string path) => [.. (await desk.AskAsync(path))["entries"]!.AsArray().Select(entry => (string)entry!["type"]!)];

    private async Task<int[]> ListedAsync(string question, bool reverse = false)
    {
        var items = (await desk.AskAsync($"/api/complaints?region={desk.Province}{question}"))["items"]!.AsArray().Select(item => Enumerable.Range(1, 5).First(n => desk.Id(n) == (Guid)item!["id"]!));
        return [.. reverse ? items.Reverse() : items];
    }

    private async Task<(int, string)> RefusedAsync(string path) => await desk.RefusedAsync(path) is var (status, code, _) ? (status, code) : default;

    /// <summary>Says when all that has a later time was recorded.</summary>
    private async Task RecordedOnAsync(string time)
    {
        await using var database = NpgsqlDataSource.Create(server.ConnectionString);
        await using var move = database.CreateCommand($"alter table mt_events disable trigger user; update mt_events set timestamp = '{time}' where timestamp > '2026-03-01'; alter table mt_events enable trigger user");
        await move.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        await server.Services.GetRequiredService<ProjectionEngine>().RebuildAsync(WorkList.Projection);
    }
}
