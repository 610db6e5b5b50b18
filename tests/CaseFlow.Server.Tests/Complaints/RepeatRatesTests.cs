using System.Globalization;
using System.Text.Json.Nodes;
using CaseFlow.Complaints;

namespace CaseFlow.Server.Tests.Complaints;

/// <summary>The rates under the rule that every installation starts with: 30 days, two levels, complaints and faults, per cent.</summary>
public sealed class RepeatRatesTests(ReadServer shared) : IClassFixture<ReadServer>
{
    private const string Path = "/api/kpis/repeat-complaint-rate";
    private readonly Recorder desk = new(shared.Server);

    [Fact]
    public async Task The_six_months_of_Jiangsu_come_to_the_rates_of_the_source()
    {
        (int Repeats, int Cases)[] months = [(12, 548), (8, 519), (10, 549), (7, 574), (6, 561), (5, 532)];
        var cities = new[] { "nanjing", "suzhou", "wuxi" };
        var n = 0;
        for (var month = 0; month < months.Length; month++)
        {
            var first = Recorder.At("2011-03-01T00:00:00+08:00").AddMonths(month);
            var (repeats, cases) = months[month];
            var work = Enumerable.Range(0, cases).Select(i =>
            {
                // The last customers of the month are its first ones again, on the same topic to the second level.
                var again = i - (cases - repeats);
                var customer = desk.Customer((month * 1000) + (again >= 0 ? again : i));
                var topic = again >= 0 ? "network.roaming.billing" : i < repeats ? "network.roaming.activation" : i % 2 == 0 ? "network.roaming.data" : "billing.fees";
                return desk.RecordBareAsync(++n, first.AddMinutes(i * 60), customer, topic, cities[i % 3]);
            });
            foreach (var some in work.Chunk(100))
                await Task.WhenAll(some);
        }

        var answer = await desk.AskAsync($"{Path}?region={desk.Province}&from=2011-03&to=2011-08&by=month");

        Assert.Equal([2.19m, 1.54m, 1.82m, 1.22m, 1.07m, 0.94m], Rows(answer).Select(row => (decimal)row["rate"]!));
        Assert.Equal(["2011-03", "2011-04", "2011-05", "2011-06", "2011-07", "2011-08"], Rows(answer).Select(row => (string)row["month"]!));
        Assert.Equal((48, 3283, 1.46m), Numbers(answer["total"]!));
        Assert.Equal("repeat-complaint-rate", (string?)answer["definition"]!["id"]);
        Assert.Equal("Asia/Shanghai", (string?)answer["definition"]!["zone"]);
        Assert.Equal(30, (int)answer["rule"]!["windowDays"]!);

        foreach (var by in new[] { "region", "city", "topic", "source", "month,city", "month,topic,source", "city,topic" })
        {
            var parts = await desk.AskAsync($"{Path}?region={desk.Province}&from=2011-03&to=2011-08&by={by}");
            Assert.Equal((48, 3283, 1.46m), Numbers(parts["total"]!));
            Assert.Equal(3283, Rows(parts).Sum(row => (long)row["denominator"]!));
            Assert.Equal(48, Rows(parts).Sum(row => (long)row["numerator"]!));
        }

        var behind = await desk.AskAsync($"{Path}/cases?region={desk.Province}&from=2011-03&repeats=true&limit=200");
        Assert.Equal(12, (long)behind["total"]!);
        Assert.All(behind["items"]!.AsArray(), item => Assert.NotNull(item!["repeatOf"]));
    }

    [Fact]
    public async Task The_window_ends_to_the_second_and_holds_its_end()
    {
        await desk.RecordBareAsync(1, Recorder.At("2011-03-01T08:00:00Z"), desk.Customer(1), "network.roaming");
        await desk.RecordBareAsync(2, Recorder.At("2011-03-31T08:00:00Z"), desk.Customer(1), "network.roaming");
        await desk.RecordBareAsync(3, Recorder.At("2011-03-01T08:00:00Z"), desk.Customer(3), "network.roaming");
        await desk.RecordBareAsync(4, Recorder.At("2011-03-31T08:00:01Z"), desk.Customer(3), "network.roaming");

        Assert.Equal((1, 4), await CountAsync("2011-03"));
    }

    [Fact]
    public async Task Only_the_same_customer_on_the_same_topic_to_the_level_repeats()
    {
        await desk.RecordBareAsync(1, Recorder.At("2011-03-01T08:00:00Z"), desk.Customer(1), "network.roaming.activation");
        await desk.RecordBareAsync(2, Recorder.At("2011-03-02T08:00:00Z"), desk.Customer(2), "network.roaming.activation");
        await desk.RecordBareAsync(3, Recorder.At("2011-03-03T08:00:00Z"), desk.Customer(1), "network.coverage");
        await desk.RecordBareAsync(4, Recorder.At("2011-03-04T08:00:00Z"), desk.Customer(1), "network");
        Assert.Equal((0, 4), await CountAsync("2011-03"));

        await desk.RecordBareAsync(5, Recorder.At("2011-03-05T08:00:00Z"), desk.Customer(1), "network.roaming.billing");
        Assert.Equal((1, 5), await CountAsync("2011-03"));
    }

    [Fact]
    public async Task A_case_that_is_entered_later_counts_in_the_month_in_which_it_happened_and_makes_a_later_one_a_repeat()
    {
        await desk.RecordBareAsync(1, Recorder.At("2011-04-02T08:00:00Z"), desk.Customer(1), "network.roaming");
        Assert.Equal((0, 1), await CountAsync("2011-04"));

        await desk.RecordBareAsync(2, Recorder.At("2011-03-20T08:00:00Z"), desk.Customer(1), "network.roaming");

        Assert.Equal((1, 1), await CountAsync("2011-04"));
        Assert.Equal((0, 1), await CountAsync("2011-03"));
    }

    [Fact]
    public async Task A_rejected_link_makes_no_repeat_while_another_earlier_case_still_does()
    {
        await desk.RecordBareAsync(1, Recorder.At("2011-03-01T08:00:00Z"), desk.Customer(1), "network.roaming");
        await desk.RecordBareAsync(2, Recorder.At("2011-03-02T08:00:00Z"), desk.Customer(1), "network.roaming");
        await desk.RecordBareAsync(3, Recorder.At("2011-03-03T08:00:00Z"), desk.Customer(1), "network.roaming");
        await RejectAsync(2, earlier: 1);
        Assert.Equal((1, 3), await CountAsync("2011-03"));

        await RejectAsync(3, earlier: 2);
        Assert.Equal((1, 3), await CountAsync("2011-03"));

        await RejectAsync(3, earlier: 1);
        Assert.Equal((0, 3), await CountAsync("2011-03"));
    }

    [Fact]
    public async Task A_reclassified_case_counts_as_what_it_is_now()
    {
        await desk.RecordBareAsync(1, Recorder.At("2011-03-01T08:00:00Z"), desk.Customer(1), "network.roaming");
        await desk.RecordBareAsync(2, Recorder.At("2011-03-02T08:00:00Z"), desk.Customer(1), "network.roaming");

        await desk.OnCaseAsync(1, "2011-03-03T08:00:00Z", new ComplaintReclassified(ComplaintKind.Consultation, new("network.roaming", 1), null));
        Assert.Equal((0, 1), await CountAsync("2011-03"));

        await desk.OnCaseAsync(1, "2011-03-04T08:00:00Z", new ComplaintReclassified(ComplaintKind.Fault, new("network.roaming.data", 1), null));
        Assert.Equal((1, 2), await CountAsync("2011-03"));
    }

    [Fact]
    public async Task Merged_unmerged_and_withdrawn_cases_go_on_counting()
    {
        await desk.RecordBareAsync(1, Recorder.At("2011-03-01T08:00:00Z"), desk.Customer(1), "network.roaming");
        await desk.RecordBareAsync(2, Recorder.At("2011-03-02T08:00:00Z"), desk.Customer(1), "network.roaming");
        await desk.OnCaseAsync(2, "2011-03-03T08:00:00Z", new ComplaintMerged(desk.Case(1), null));
        Assert.Equal((1, 2), await CountAsync("2011-03"));

        await desk.OnCaseAsync(2, "2011-03-04T08:00:00Z", new ComplaintUnmerged(desk.Case(1), new("s1.x")));
        await desk.OnCaseAsync(2, "2011-03-05T08:00:00Z", new ComplaintWithdrawn(new("s1.x")));
        Assert.Equal((1, 2), await CountAsync("2011-03"));
    }

    [Fact]
    public async Task Months_end_in_Shanghai_and_none_is_missing()
    {
        await desk.RecordBareAsync(1, Recorder.At("2011-03-31T15:59:59Z"), desk.Customer(1), "network.roaming");
        await desk.RecordBareAsync(2, Recorder.At("2011-03-31T16:00:00Z"), desk.Customer(2), "network.roaming");
        await desk.RecordBareAsync(3, Recorder.At("2011-06-01T00:00:00+08:00"), desk.Customer(3), "network.roaming");

        var rows = Rows(await desk.AskAsync($"{Path}?region={desk.Province}&from=2011-03&to=2011-06&by=month,city")).ToList();

        Assert.Equal(["2011-03", "2011-04", "2011-05", "2011-06"], rows.Select(row => (string)row["month"]!));
        Assert.Equal([1, 1, 0, 1], rows.Select(row => (long)row["denominator"]!));
        Assert.Null(rows[2]["rate"]);
    }

    [Theory]
    [InlineData("by=handler", "by", "out-of-range")]
    [InlineData("from=2011-13", "from", "malformed")]
    [InlineData("from=2011-05&to=2011-03", "from", "reversed")]
    [InlineData("topicLevel=0", "topicLevel", "out-of-range")]
    public async Task A_question_that_is_not_well_formed_is_refused_by_field(string query, string field, string code)
    {
        var (status, problem, body) = await desk.RefusedAsync($"{Path}?region=all&{query}");

        Assert.Equal((400, "invalid-request"), (status, problem));
        Assert.Equal((field, code), ((string)body["errors"]![0]!["field"]!, (string)body["errors"]![0]!["code"]!));
    }

    [Theory]
    [InlineData(1, "network.roaming.billing", "2011-03-21T08:00:00Z", 2, 19)]
    [InlineData(1, "network.roaming", "2011-03-02T08:00:00Z", 2, 0)]
    [InlineData(1, "network.roaming", "2011-04-02T08:00:00Z", null, 0)]
    [InlineData(1, "network", "2011-03-21T08:00:00Z", null, 0)]
    [InlineData(2, "network.roaming", "2011-03-21T08:00:00Z", null, 0)]
    public async Task The_desk_is_told_which_earlier_case_a_new_one_would_repeat(int customer, string topic, string at, int? earlier, int days)
    {
        await desk.RecordBareAsync(1, Recorder.At("2011-03-01T08:00:00Z"), desk.Customer(1), "network.roaming");
        await desk.RecordBareAsync(2, Recorder.At("2011-03-02T08:00:00Z"), desk.Customer(1), "network.roaming.activation");

        var found = (await desk.AskAsync($"/api/complaints/repeat-candidates?region={desk.Province}&customer={desk.Customer(customer).Value}&topic={topic}&at={at}"))["candidate"];

        Assert.Equal(earlier is { } n ? desk.Id(n) : null, (Guid?)found?["earlier"]);
        if (found is not null) Assert.Equal(days, (int)found["grounds"]!["daysBetween"]!);
    }

    private Task RejectAsync(int n, int earlier) =>
        desk.OnCaseAsync(n, "2011-03-10T08:00:00Z", new RepeatLinkProposed(desk.Case(earlier), new(1, 30, 2, 1)), new RepeatLinkRejected(desk.Case(earlier), new("s1.x")));

    private async Task<(long, long)> CountAsync(string month)
    {
        var total = (await desk.AskAsync($"{Path}?region={desk.Province}&from={month}&to={month}"))["total"]!;
        return ((long)total["numerator"]!, (long)total["denominator"]!);
    }

    private static (long, long, decimal) Numbers(JsonNode value) => ((long)value["numerator"]!, (long)value["denominator"]!, decimal.Parse(value["rate"]!.ToString(), CultureInfo.InvariantCulture));

    private static IEnumerable<JsonNode> Rows(JsonNode answer) => answer["rows"]!.AsArray().Select(row => row!);
}
