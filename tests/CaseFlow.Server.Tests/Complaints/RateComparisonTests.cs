using System.Text.Json.Nodes;
using CaseFlow.Complaints;
using CaseFlow.Definitions;
using CaseFlow.Server.Definitions;
using CaseFlow.Testing;
using Npgsql;

namespace CaseFlow.Server.Tests.Complaints;

/// <summary>One number asked as of three past dates and under two versions of its rule, with the difference explained event by event.</summary>
/// <remarks>
/// Three complaints of one customer, of 1, 11 and 13 March 2011, were recorded by 15 January 2026 under version 1, thirty days. On 10
/// February the first turned out to be about fees; on 20 February a complaint of 12 March was entered late; on 1 March it was found not to
/// be the matter of the one of 11 March; on 5 March version 2 was published, five days.
/// </remarks>
public sealed class RateComparisonTests(PostgresFixture postgres) : IAsyncLifetime
{
    private const string Months = "region=all&from=2011-03&to=2011-03";
    private const string Comparison = "/api/kpis/repeat-complaint-rate/comparison";
    private ServerUnderTest server = null!;
    private Recorder desk = null!;

    public async ValueTask InitializeAsync()
    {
        server = await ServerUnderTest.StartAsync(postgres);
        desk = new(server);
        foreach (var (n, day) in new[] { (1, "01"), (2, "11"), (3, "13") })
            await desk.RecordBareAsync(n, Recorder.At($"2011-03-{day}T08:00:00Z"), desk.Customer(1), "network.roaming");
        var january = await RecordedOnAsync("2026-01-15T03:00:00Z", after: 0);
        await desk.OnCaseAsync(1, "2026-02-10T00:00:00Z", new ComplaintReclassified(ComplaintKind.Complaint, new("billing.fees", 1), null));
        var reclassified = await RecordedOnAsync("2026-02-10T03:00:00Z", january);
        await desk.RecordBareAsync(4, Recorder.At("2011-03-12T07:00:00Z"), desk.Customer(1), "network.roaming");
        var late = await RecordedOnAsync("2026-02-20T03:00:00Z", reclassified);
        await desk.OnCaseAsync(4, "2026-03-01T00:00:00Z", new RepeatLinkProposed(desk.Case(2), new(1, 30, 2, 1)), new RepeatLinkRejected(desk.Case(2), new("s1.x")));
        var rejected = await RecordedOnAsync("2026-03-01T03:00:00Z", late);
        await desk.RecordAsync("policies", DefinitionBook.PoliciesStream, "2026-03-05T00:00:00Z", new RepeatRulePublished(new(2, 5, 2, [ComplaintKind.Complaint], 100), "test"));
        await RecordedOnAsync("2026-03-05T03:00:00Z", rejected);
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();

    [Fact]
    public async Task A_number_is_told_as_of_three_dates_under_two_versions()
    {
        var cells = await CellsAsync();

        Assert.Equal(
            [
                ("2026-01-31", 1, 2, 3, 66.67m), ("2026-01-31", 2, 1, 3, 33.33m),
                ("2026-02-15", 1, 1, 3, 33.33m), ("2026-02-15", 2, 1, 3, 33.33m),
                ("2026-03-31", 1, 1, 4, 25.00m), ("2026-03-31", 2, 1, 4, 25.00m),
            ],
            cells.Select(cell => ((string)cell["asOf"]!, (int)cell["version"]!, (int)cell["value"]!["numerator"]!, (int)cell["value"]!["denominator"]!, (decimal)cell["value"]!["rate"]!)));
        var answer = await desk.AskAsync($"{Comparison}?{Months}");
        Assert.Equal([1, 2], answer["versions"]!.AsArray().Select(rule => (int)rule!["version"]!));
        Assert.Equal((null, 2, 25.00m), ((int?)answer["cells"]![0]!["version"], (int)answer["cells"]![0]!["rule"]!["version"]!, (decimal)answer["cells"]![0]!["value"]!["rate"]!));
    }

    [Fact]
    public async Task What_lies_between_two_dates_is_explained_event_by_event()
    {
        var cells = await CellsAsync();

        var told = await ExplainAsync(cells[0], cells[4]);

        Assert.Equal(
            [("complaint_reclassified", -1, 0, 33.33m), ("complaint_registered", 1, 1, 50.00m), ("repeat_link_rejected", -1, 0, 25.00m)],
            Steps(told).Select(step => ((string)step["event"]!["type"]!, (int)step["numerator"]!, (int)step["denominator"]!, (decimal)step["then"]!["rate"]!)));
        // The second repeated the first until that was about fees; the fourth came in late; and was found to be another matter than the second.
        Assert.Equal([desk.Id(2), desk.Id(4), desk.Id(4)], Steps(told).Select(step => (Guid)step["cases"]![0]!["id"]!));
        Assert.Equal((desk.Id(1), null), ((Guid?)Steps(told)[0]["cases"]![0]!["before"]!["repeatOf"], (Guid?)Steps(told)[0]["cases"]![0]!["after"]!["repeatOf"]));
        Assert.Null(Steps(told)[1]["cases"]![0]!["before"]);
        Assert.Equal((Recorder.At("2026-02-20T03:00:00Z"), Recorder.At("2011-03-12T07:00:00Z")), ((DateTimeOffset)Steps(told)[1]["event"]!["recordedAt"]!, (DateTimeOffset)Steps(told)[1]["occurredAt"]!));
        Assert.Equal((0, 0), Rest(told));

        // Asked the other way round it is the same way.
        Assert.Equal(told.ToJsonString(), (await ExplainAsync(cells[4], cells[0])).ToJsonString());
    }

    [Fact]
    public async Task What_the_versions_make_is_told_apart_from_what_the_events_make()
    {
        var cells = await CellsAsync();

        var alone = Steps(await ExplainAsync(cells[0], cells[1])).Single();
        Assert.Equal(("Rule", null, -1, 0, desk.Id(2)), ((string)alone["cause"]!, alone["event"], (int)alone["numerator"]!, (int)alone["denominator"]!, (Guid)alone["cases"]![0]!["id"]!));

        var both = await ExplainAsync(cells[0], cells[5]);
        Assert.Equal(["Event", "Event", "Event", "Rule"], Steps(both).Select(step => (string)step["cause"]!));
        Assert.Equal((0, 0), Rest(both));
        Assert.Equal((25.00m, 25.00m), ((decimal)Steps(both)[^1]["then"]!["rate"]!, (decimal)both["afterValue"]!["rate"]!));
    }

    [Fact]
    public async Task A_publication_in_between_is_an_event_where_each_moment_has_its_own_rule()
    {
        var cells = (await desk.AskAsync($"{Comparison}?{Months}&asOf=2026-01-31,2026-03-31"))["cells"]!.AsArray();
        Assert.Equal([1, 2], cells.Select(cell => (int)cell!["rule"]!["version"]!));

        var told = await ExplainAsync(cells[0]!, cells[1]!);

        Assert.Equal((0, 0), Rest(told));
        Assert.Equal((66.67m, 25.00m), ((decimal)told["beforeValue"]!["rate"]!, (decimal)told["afterValue"]!["rate"]!));
    }

    [Fact]
    public async Task A_territory_is_told_of_an_event_elsewhere_that_there_was_one()
    {
        // The same customer complained in another city a day before the first complaint of Nanjing, which is entered late.
        await desk.RecordBareAsync(5, Recorder.At("2011-02-28T08:00:00Z"), desk.Customer(1), "billing.fees", "suzhou");
        var region = $"region={desk.Province}.nanjing&from=2011-03&to=2011-03";
        var cells = (await desk.AskAsync($"{Comparison}?{region}&asOf=2026-03-31,%23{desk.Position}&version=1"))["cells"]!.AsArray();

        var told = await desk.AskAsync($"{Comparison}/explanation?{region}&first={cells[0]!["replay"]}&second={cells[1]!["replay"]}");

        var step = Steps(told).Single();
        Assert.Equal(("EventElsewhere", null, 1, desk.Id(1)), ((string)step["cause"]!, step["event"], (int)step["numerator"]!, (Guid)step["cases"]![0]!["id"]!));
        Assert.Null(step["cases"]![0]!["after"]!["repeatOf"]);
        Assert.DoesNotContain(desk.Id(5).ToString(), told.ToJsonString(), StringComparison.Ordinal);
        Assert.Equal((0, 0), Rest(told));
    }

    [Fact]
    public async Task What_is_asked_wrongly_is_named()
    {
        foreach (var (wrong, code) in new[] { ("asOf=yesterday", "malformed"), ("asOf=%23x", "malformed"), ("asOf=2026-01-01,2026-01-02,2026-01-03,2026-01-04", "out-of-range"), ("asOf=2999-01-01", "in-the-future"), ("version=one", "malformed"), ("version=1,2,3", "out-of-range") })
            Assert.Equal((400, code), Problem(await desk.RefusedAsync($"{Comparison}?{Months}&{wrong}")));
        Assert.Equal((404, "not-found"), Code(await desk.RefusedAsync($"{Comparison}?{Months}&version=9")));
        Assert.Equal((404, "not-found"), Code(await desk.RefusedAsync($"{Comparison}/explanation?{Months}&first={Guid.NewGuid()}&second={Guid.NewGuid()}")));
    }

    private async Task<List<JsonNode>> CellsAsync() => [.. (await desk.AskAsync($"{Comparison}?{Months}&asOf=2026-01-31,2026-02-15,2026-03-31&version=1,2"))["cells"]!.AsArray().Select(cell => cell!)];

    private Task<JsonNode> ExplainAsync(JsonNode first, JsonNode second) => desk.AskAsync($"{Comparison}/explanation?{Months}&first={first["replay"]}&second={second["replay"]}");

    private static List<JsonNode> Steps(JsonNode told) => [.. told["steps"]!.AsArray().Select(step => step!)];

    private static (int, int) Rest(JsonNode told) => ((int)told["unexplainedNumerator"]!, (int)told["unexplainedDenominator"]!);

    private static (int, string?) Problem((int Status, string Code, JsonNode Problem) refused) => (refused.Status, (string?)refused.Problem["errors"]![0]!["code"]);

    private static (int, string) Code((int Status, string Code, JsonNode Problem) refused) => (refused.Status, refused.Code);

    /// <summary>Moves the clock of the database, whose time is recorded with each event.</summary>
    /// <returns>The last position.</returns>
    private async Task<long> RecordedOnAsync(string time, long after)
    {
        await using var database = NpgsqlDataSource.Create(server.ConnectionString);
        await using var move = database.CreateCommand($"alter table mt_events disable trigger user; update mt_events set timestamp = '{time}' where seq_id > {after}; alter table mt_events enable trigger user");
        await move.ExecuteNonQueryAsync();
        return desk.Position;
    }
}
