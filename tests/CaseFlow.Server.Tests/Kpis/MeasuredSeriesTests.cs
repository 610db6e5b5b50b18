using System.Net.Http.Json;
using System.Text.Json;
using CaseFlow.Access;
using CaseFlow.Complaints;
using CaseFlow.Server.Platform.Demo;
using CaseFlow.Server.Tests.Complaints;
using CaseFlow.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace CaseFlow.Server.Tests.Kpis;

/// <summary>Measured series over HTTP: entered, checked, corrected, and made into KPIs.</summary>
public sealed class MeasuredSeriesTests(SharedServer shared) : IClassFixture<SharedServer>
{
    private static int codes;

    private readonly Desk desk = shared.Desk;

    [Fact]
    public async Task The_tables_of_2011_are_loaded_and_each_contradiction_is_found_with_what_is_printed_and_what_it_comes_to()
    {
        var demo = shared.Server.Services.GetRequiredService<DemoSeries>();
        await demo.LoadAsync(ComplaintId.From(Guid.NewGuid()), TestContext.Current.CancellationToken);
        var position = (await desk.PostAsync("/api/series", Definition(Code(), "Day"))).MustBe(201).Position;

        var report = (await desk.GetAsync($"/api/series/quality?region=cn-js&after={position}")).MustBe(200).Body.GetProperty("data").GetProperty("items").EnumerateArray().ToDictionary(one => one.GetProperty("series").GetProperty("code").GetString()!);

        Assert.Equal(
            [("2011-03", 535_388m, 534_169m, 536_613m), ("2011-04", 549_156m, 547_379m, 550_945m), ("2011-05", 561_374m, 559_836m, 562_920m), ("2011-06", 562_951m, 560_653m, 565_267m), ("2011-07", 562_617m, 560_000m, 565_258m), ("2011-08", 565_851m, 562_857m, 568_877m)],
            Found("js-repeat-2011", "DenominatorImplied").Select(finding => (From(finding), Number(finding, "computed"), Number(finding, "low"), Number(finding, "high"))));
        Assert.Equal([("rate", "2011-05"), ("repeats", "2011-05")], Found("js-repeat-2011", "AgainstTrend").Select(finding => (finding.GetProperty("measure").GetString()!, From(finding))).Order());
        Assert.Single(Found("js-repeat-2011", "UnitUnstated"));
        Assert.Equal(("2010-Q3", 2), (From(Found("js-satisfaction", "Gap").Single()), Found("js-satisfaction", "Gap").Single().GetProperty("periods").GetInt32()));
        Assert.Equal([("2011-05-31", 580_107m), ("2011-06-30", 581_910m)], Found("js-hotline-2011", "NumeratorImplied").Select(finding => (From(finding), Number(finding, "computed"))));
        Assert.Contains((2.92m, 3.13m), Found("js-hotline-2011", "AverageContainsDay").Select(finding => (Number(finding, "printed"), Number(finding, "computed"))));
        Assert.Equal([(3m, 2.92m), (44.8m, 44.76m)], Found("js-hotline-2011", "ClaimRounded").Select(finding => (Number(finding, "printed"), Number(finding, "computed"))).Order());
        Assert.Single(Found("js-hotline-2011", "CapacityCeiling"));
        Assert.Single(Found("js-hotline-2011", "CoarserThanEvent"));
        Assert.DoesNotContain(report.Values.SelectMany(one => one.GetProperty("findings").EnumerateArray()), finding => finding.GetProperty("rule").GetString() is "RateOffCounts" or "DerivedOffPrint" or "RatioOffFigures" or "ClaimOffPrint");

        // Told again, nothing is told twice.
        var once = (await desk.GetAsync("/api/series?region=cn-js&limit=100")).MustBe(200).Body.GetProperty("data").GetProperty("items").EnumerateArray().Single(one => one.GetProperty("code").GetString() == "js-hotline-2011").GetProperty("version").GetInt64();
        await demo.LoadAsync(null, TestContext.Current.CancellationToken);
        Assert.Equal(once, (await desk.GetAsync($"/api/series/{report["js-hotline-2011"].GetProperty("series").GetProperty("id").GetGuid()}?region=cn-js")).MustBe(200).Body.GetProperty("data").GetProperty("version").GetInt64());

        IEnumerable<JsonElement> Found(string code, string rule) => report[code].GetProperty("findings").EnumerateArray().Where(finding => finding.GetProperty("rule").GetString() == rule);
        static string From(JsonElement finding) => finding.GetProperty("from").GetString()!;
        static decimal Number(JsonElement finding, string name) => finding.GetProperty(name).GetDecimal();
    }

    [Fact]
    public async Task A_table_with_wrong_lines_records_nothing_and_names_each_of_them()
    {
        var series = await DefineAsync("Day");

        var refused = await desk.PostAsync($"/api/series/{series}/values", new { csv = "period;offered;rate;rate\n2011-06-30;1300066;44.76;1\n2011-06-31;1 300;x;\n2011-07-01;5" });

        Assert.Equal(400, refused.Status);
        Assert.Equal(["csv.1.rate malformed", "csv.3.offered malformed", "csv.3.period malformed", "csv.3.rate malformed", "csv.4.period malformed"], refused.Errors.Order(StringComparer.Ordinal));
        Assert.Empty(await RowsAsync(series));
        Assert.Equal(["csv required"], (await desk.PostAsync($"/api/series/{series}/values", new { csv = "period,offered" })).Errors);
        Assert.Equal(["rows out-of-range"], (await desk.PostAsync($"/api/series/{series}/values", new { })).Errors);
    }

    [Fact]
    public async Task Values_are_entered_once_corrected_with_a_reason_and_withdrawn_into_a_gap()
    {
        var series = await DefineAsync("Day");
        var table = new { csv = "\ufeffperiod,offered,rate,note\n2011-05-31,1130152,51.33,\n2011-06-30,1300066,44.76,\"month's end, all day\"\n" };

        Assert.Equal("recorded", (await desk.PostAsync($"/api/series/{series}/values", table, key: $"k-{series}")).MustBe(200).Outcome);
        Assert.Equal("repeated", (await desk.PostAsync($"/api/series/{series}/values", table, key: $"k-{series}")).MustBe(200).Outcome);
        Assert.Equal("unchanged", (await desk.PostAsync($"/api/series/{series}/values", table)).MustBe(200).Outcome);
        Assert.Equal((409, "series-value-there"), Refused(await desk.PostAsync($"/api/series/{series}/values", new { rows = new[] { new { period = "2011-06-30", values = new[] { new { measure = "offered", value = 1 } } } } })));
        (await desk.PostAsync($"/api/series/{series}/correct", new { period = "2011-06-30", measure = "offered", value = 1_300_067, reason = "As reprinted." })).MustBe(200);
        (await desk.PostAsync($"/api/series/{series}/withdraw", new { period = "2011-05-31", measure = "rate", reason = "A misprint." })).MustBe(200);

        var view = (await desk.GetAsync($"/api/series/{series}?region=all")).MustBe(200).Body.GetProperty("data");
        var rows = view.GetProperty("rows").EnumerateArray().ToList();
        Assert.Equal(["2011-05-31", "2011-06-30"], rows.Select(row => row.GetProperty("period").GetString()!));
        Assert.Equal(["offered"], rows[0].GetProperty("values").EnumerateArray().Select(value => value.GetProperty("measure").GetString()!));
        Assert.Equal((1_300_067m, 1_300_066m), (rows[1].GetProperty("values")[0].GetProperty("value").GetDecimal(), rows[1].GetProperty("values")[0].GetProperty("before").GetDecimal()));
        Assert.Contains(view.GetProperty("findings").EnumerateArray(), finding => finding.GetProperty("rule").GetString() == "Restated");
        Assert.Equal((404, "series-unknown"), Refused(await desk.PostAsync($"/api/series/{Guid.NewGuid()}/values", table)));
    }

    [Fact]
    public async Task The_rate_of_a_day_is_cited_for_an_hour_with_a_note_alone()
    {
        var (series, complaint) = (await DefineAsync("Day"), await desk.CaseAsync());
        (await desk.PostAsync($"/api/series/{series}/values", new { csv = "period,offered,rate\n2011-06-30,1300066,44.76" })).MustBe(200);
        object Cite(string? note, string of) => new { period = "2011-06-30", measure = "rate", complaint = of, at = "2011-06-30T01:00:00+08:00", atPrecision = "Hour", note };

        Assert.Equal((409, "series-note-missing"), Refused(await desk.PostAsync($"/api/series/{series}/cite", Cite(null, complaint))));
        Assert.Equal(["complaint not-there"], (await desk.PostAsync($"/api/series/{series}/cite", Cite("All day.", Guid.NewGuid().ToString()))).Errors);
        (await desk.PostAsync($"/api/series/{series}/cite", Cite("All day.", complaint))).MustBe(200);
        Assert.Equal("All day.", (await desk.GetAsync($"/api/series/{series}?region=all")).MustBe(200).Body.GetProperty("data").GetProperty("findings").EnumerateArray().Single(finding => finding.GetProperty("rule").GetString() == "CoarserThanEvent").GetProperty("words").GetString());
    }

    [Fact]
    public async Task The_connect_rate_is_that_of_the_days_that_were_measured_and_a_month_without_any_has_none()
    {
        var series = await DefineAsync("Day", "suzhou");
        var position = (await desk.PostAsync($"/api/series/{series}/values", new { csv = "period,offered,rate,answered\n2009-05-30,1000,,800\n2009-05-31,1130152,51.33,\n2009-07-31,1300066,44.76,\n2009-07-30,500,," })).MustBe(200).Position;

        var answer = (await desk.GetAsync($"/api/kpis/connect-rate?region=cn-js.suzhou&from=2009-05&to=2009-07&after={position}")).MustBe(200).Body.GetProperty("data");

        var rows = answer.GetProperty("rows").EnumerateArray().ToList();
        Assert.Equal(("connect-rate", "1"), (answer.GetProperty("definition").GetProperty("id").GetString(), answer.GetProperty("definition").GetProperty("version").GetString()));
        // 800 + 580,107 of 1,000 + 1,130,152.
        Assert.Equal((580_907m, 1_131_152m, 51.36m, 580_851m, 580_964m, 2, 31), (Of(0, "numerator"), Of(0, "denominator"), Of(0, "value"), Of(0, "low"), Of(0, "high"), rows[0].GetProperty("measured").GetInt32(), rows[0].GetProperty("periods").GetInt32()));
        Assert.False(rows[1].TryGetProperty("value", out var missing) && missing.ValueKind != JsonValueKind.Null);
        // Of the 30th it is not known how many were answered.
        Assert.Equal((581_910m, 44.76m, 1), (Of(2, "numerator"), Of(2, "value"), rows[2].GetProperty("measured").GetInt32()));
        // A city's calls are no part of its province's.
        Assert.DoesNotContain((await desk.GetAsync("/api/kpis/connect-rate?region=cn-js&from=2009-05&to=2009-07")).MustBe(200).Body.GetProperty("data").GetProperty("rows").EnumerateArray(), row => row.TryGetProperty("value", out var value) && value.ValueKind == JsonValueKind.Number);

        decimal Of(int row, string name) => rows[row].GetProperty(name).GetDecimal();
    }

    [Fact]
    public async Task Complaints_are_told_per_ten_thousand_customers_as_known_then_and_now()
    {
        var recorder = new Recorder(shared.Server);
        var series = await DefineAsync("Month", "wuxi", "Customers");
        foreach (var (n, month) in new[] { (1, "03"), (2, "03"), (3, "04") })
            await recorder.RecordAsync("complaint", recorder.Id(n), $"2009-{month}-10T00:00:00Z", (await recorder.RegisteredAsync(n)) with { Region = new("cn-js", "wuxi") });
        await recorder.RecordAsync("complaint", recorder.Id(4), "2009-03-11T00:00:00Z", (await recorder.RegisteredAsync(4)) with { Region = new("cn-js", "wuxi"), Kind = ComplaintKind.Consultation });
        var then = (await desk.PostAsync($"/api/series/{series}/values", new { csv = "period,offered\n2009-03,40000\n2009-05,41000" })).MustBe(200).Position;
        var now = (await desk.PostAsync($"/api/series/{series}/correct", new { period = "2009-03", measure = "offered", value = 50_000, reason = "As restated." })).MustBe(200).Position;

        Assert.Equal([(2m, 0.50m), (1m, null), (0m, 0m)], await ToldAsync(then, $"&position={then}"));
        Assert.Equal([(2m, 0.40m), (1m, null), (0m, 0m)], await ToldAsync(now, ""));
        var cases = (await desk.GetAsync("/api/kpis/complaints-per-10k-customers/cases?region=cn-js.wuxi&from=2009-03")).MustBe(200).Body.GetProperty("data").GetProperty("items").EnumerateArray();
        Assert.Equal([recorder.Id(1), recorder.Id(2)], cases.Select(one => one.GetProperty("id").GetGuid()).Order());

        async Task<List<(decimal, decimal?)>> ToldAsync(long after, string asOf) =>
        [
            .. (await desk.GetAsync($"/api/kpis/complaints-per-10k-customers?region=cn-js.wuxi&from=2009-03&to=2009-05&after={after}{asOf}")).MustBe(200).Body.GetProperty("data").GetProperty("rows").EnumerateArray()
                .Select(row => (row.GetProperty("numerator").GetDecimal(), row.TryGetProperty("value", out var value) && value.ValueKind == JsonValueKind.Number ? value.GetDecimal() : (decimal?)null)),
        ];
    }

    [Fact]
    public async Task A_city_s_secretary_keeps_series_of_the_city_alone()
    {
        using var secretary = await shared.Server.As(Role.MeetingSecretary, "cn-js.nanjing");
        using var agent = await shared.Server.As(Role.DeskAgent, "cn-js.nanjing");
        var code = Code();
        Assert.Equal(403, (int)(await secretary.PostAsJsonAsync("/api/series", Definition(code, "Day", "suzhou"))).StatusCode);
        Assert.Equal(403, (int)(await agent.PostAsJsonAsync("/api/series", Definition(code, "Day"))).StatusCode);
        Assert.Equal(201, (int)(await secretary.PostAsJsonAsync("/api/series", Definition(code, "Day"))).StatusCode);
    }

    private async Task<string> DefineAsync(string grain, string city = "nanjing", string subject = "HotlineCalls") => (await desk.PostAsync("/api/series", Definition(Code(), grain, city, subject))).MustBe(201).Created;

    private async Task<IReadOnlyList<JsonElement>> RowsAsync(string series) => [.. (await desk.GetAsync($"/api/series/{series}?region=all")).MustBe(200).Body.GetProperty("data").GetProperty("rows").EnumerateArray()];

    private static string Code() => $"calls-{Interlocked.Increment(ref codes)}";

    private static object Definition(string code, string grain, string city = "nanjing", string subject = "HotlineCalls") => new
    {
        code,
        region = new { province = "cn-js", city },
        zh = "话务",
        en = "Calls",
        subject,
        grain,
        source = "A report",
        measures = new[]
        {
            new { code = "offered", zh = "呼入", en = "Offered", role = "Denominator", unit = "Number" },
            new { code = "rate", zh = "接通率", en = "Connect rate", role = "Rate", unit = "Percent" },
            new { code = "answered", zh = "接通", en = "Answered", role = "Numerator", unit = "Number" },
        },
    };

    private static (int, string?) Refused(Reply reply) => (reply.Status, reply.Code);
}
