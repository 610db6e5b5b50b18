using System.Text.Json.Nodes;
using CaseFlow.Complaints;
using CaseFlow.Definitions;
using CaseFlow.Kpis;
using CaseFlow.Server.Kpis.Items;
using CaseFlow.Server.Tests.Complaints;
using CaseFlow.ServiceMeetings;
using CaseFlow.Tracing;
using Microsoft.Extensions.DependencyInjection;

namespace CaseFlow.Server.Tests.Kpis;

/// <summary>What is behind a number of a KPI that is none over cases, and why it is another one than was known: thing by thing, event by event, and it adds up.</summary>
public sealed class KpiItemTests(ReadServer shared) : IClassFixture<ReadServer>
{
    private const string Months = "from=2026-01&to=2026-03";

    private readonly Recorder recorder = new(shared.Server);

    private static IReadOnlyList<string> Kpis { get; } = ["clock-compliance", "meeting-completion", "trace-effectiveness", "peak-end-curve", "connect-rate", "complaints-per-10k-customers"];

    [Fact]
    public async Task Things_add_up_to_the_number_and_their_steps_to_its_difference()
    {
        Assert.Equal(Kpis.Order(), shared.Server.Services.GetServices<IKpiItems>().Select(kpi => kpi.Definition.Id).Order());
        await EarlierAsync();
        var then = recorder.Position;
        await LaterAsync();
        foreach (var kpi in Kpis)
        {
            var (before, after) = (await WalkAsync(kpi, "items", $"position={then}"), await WalkAsync(kpi, "items", ""));
            Assert.NotEmpty(after);
            Assert.Equal(after.Count, after.Select(item => (string)item["key"]!).Distinct().Count());
            Assert.Equal((kpi, await TotalAsync(kpi, $"position={then}")), (kpi, Sums(before)));
            Assert.Equal((kpi, await TotalAsync(kpi, "")), (kpi, Sums(after)));

            var whole = await AskAsync(kpi, "difference", $"asOf=%23{then},now&limit=200");
            Assert.True((bool)whole["isWhole"]!);
            Assert.Equal((kpi, then), (kpi, (long)whole["first"]!["position"]!));
            Assert.Equal((kpi, Sums(before), Sums(after)), (kpi, Counts(whole["first"]), Counts(whole["second"])));
            var differing = whole["items"]!["items"]!.AsArray();
            Assert.NotEmpty(differing);
            foreach (var one in differing)
            {
                var (was, now) = (Counts(one!["before"]), Counts(one["after"]));
                Assert.NotEqual((one["before"] is null, was), (one["after"] is null, now));
                Assert.Equal((kpi, now.Numerator - was.Numerator, now.Denominator - was.Denominator), (kpi, Sum(one["steps"]!, "numerator"), Sum(one["steps"]!, "denominator")));
                Assert.All(one["steps"]!.AsArray(), step => Assert.True((long)step!["event"]!["position"]! > then));
            }

            Assert.Equal(
                (kpi, Sums(after).Numerator - Sums(before).Numerator, Sums(after).Denominator - Sums(before).Denominator),
                (kpi, differing.Sum(one => Sum(one!["steps"]!, "numerator")), differing.Sum(one => Sum(one!["steps"]!, "denominator"))));
            Assert.Equal(differing.Select(one => (string)one!["item"]!["key"]!), (await WalkAsync(kpi, "difference", $"asOf=%23{then},now")).Select(one => (string)one["item"]!["key"]!));
            Assert.Empty((await AskAsync(kpi, "difference", "asOf=now"))["items"]!["items"]!.AsArray());
        }
    }

    [Fact]
    public async Task Each_step_names_the_event_that_made_it()
    {
        await EarlierAsync();
        var then = recorder.Position;
        await LaterAsync();

        // Case 1 was acknowledged in time before; its resolution stops three more clocks. Case 2 was acknowledged late.
        Assert.Contains("Resolve complaint_resolved 1/1", await StepsAsync("clock-compliance", then));
        Assert.Contains("Acknowledge complaint_acknowledged 0/1", await StepsAsync("clock-compliance", then));
        Assert.Equal(["care resolution_done 1/0", "network resolution_dropped 0/-1"], await StepsAsync("meeting-completion", then));
        Assert.Equal(["A trace effect_evaluated 1/1"], await StepsAsync("trace-effectiveness", then));
        Assert.Equal(["Contact key_moment_scored -2/0", "GiveCare key_moment_scored 5/1"], await StepsAsync("peak-end-curve", then));
        // The first day is corrected, the second withdrawn; the third was entered.
        Assert.Equal(["2026-02-01 measured_value_corrected 5/0", "2026-02-02 measured_value_withdrawn -50/-100", "2026-02-03 values_measured 30/60"], await StepsAsync("connect-rate", then));
        Assert.Equal([" complaint_reclassified -1/0", " complaint_registered 1/0", " values_measured 1/0", "2026-01 values_measured 0/9000", "2026-02 measured_value_corrected 0/1000"], await StepsAsync("complaints-per-10k-customers", then));
    }

    [Fact]
    public async Task A_list_is_narrowed_to_a_place_a_topic_a_step_and_a_part_and_what_is_wrong_names_its_field()
    {
        await EarlierAsync();
        await LaterAsync();

        Assert.Equal(2, (await WalkAsync("peak-end-curve", "items", "name=Contact")).Count);
        Assert.Single(await WalkAsync("peak-end-curve", "items", $"name=Contact&place={recorder.Province}.suzhou"));
        Assert.Empty(await WalkAsync("peak-end-curve", "items", "topic=billing"));
        Assert.NotEmpty(await WalkAsync("peak-end-curve", "items", "topic=network&channel=hotline"));
        Assert.Empty(await WalkAsync("peak-end-curve", "items", "channel=hall"));
        Assert.All(await WalkAsync("clock-compliance", "items", "part=Numerator"), item => Assert.Equal(1, (int)item["numerator"]!));
        Assert.All(await WalkAsync("clock-compliance", "items", "name=Acknowledge"), item => Assert.Equal("Acknowledge", (string)item["name"]!));
        Assert.Equal(recorder.Id(2), (Guid)Assert.Single(await WalkAsync("clock-compliance", "items", $"name=Acknowledge&place={recorder.Province}.suzhou"))["stream"]!);
        foreach (var (wrong, field) in new[] { ("from=soon", "from"), ("from=2026-01&to=2025-12", "from"), ("from=2026-01&part=Half", "part"), ("from=2026-01&place=no.where.at", "place"), ("to=2026-01", "from") })
        {
            var refused = await recorder.RefusedAsync($"/api/kpis/connect-rate/items?region={recorder.Province}&{wrong}");
            Assert.Equal((wrong, 400, field), (wrong, refused.Status, (string)refused.Problem["errors"]![0]!["field"]!));
        }

        foreach (var wrong in new[] { "asOf=now,%231", "asOf=%231,%232,now", "asOf=soon" })
        {
            var refused = await recorder.RefusedAsync($"/api/kpis/clock-compliance/difference?region={recorder.Province}&{Months}&{wrong}");
            Assert.Equal((wrong, 400, "asOf"), (wrong, refused.Status, (string)refused.Problem["errors"]![0]!["field"]!));
        }

        var first = await AskAsync("clock-compliance", "items", "limit=1");
        Assert.Equal("cursor-mismatch", (await recorder.RefusedAsync($"/api/kpis/clock-compliance/items?region={recorder.Province}&{Months}&part=Numerator&cursor={first["next"]}")).Code);
    }

    private async Task EarlierAsync()
    {
        await recorder.RecordBareAsync(1, Recorder.At("2026-02-02T01:00:00Z"), recorder.Customer(1), "network.roaming");
        await recorder.RecordBareAsync(2, Recorder.At("2026-02-02T01:00:00Z"), recorder.Customer(2), "network.roaming", "suzhou");
        await recorder.RecordBareAsync(5, Recorder.At("2026-01-15T00:00:00Z"), recorder.Customer(5), "network.roaming");
        await recorder.OnCaseAsync(1, "2026-02-02T01:10:00Z", new ComplaintAcknowledged(new("hotline", 1)), new KeyMomentScored(BlueprintStage.Contact, 4));
        await recorder.OnCaseAsync(2, "2026-02-02T01:10:00Z", new KeyMomentScored(BlueprintStage.Contact, 3));
        await recorder.RecordAsync("resolution", Own(1), "2026-02-03T01:00:00Z", Decided(1, "care"));
        await recorder.RecordAsync("resolution", Own(2), "2026-02-03T01:00:00Z", Decided(2, "network"));
        await recorder.RecordAsync("trace", Own(3), "2026-02-05T00:00:00Z", new TraceOpened
        {
            Trace = TraceId.From(Own(3)), Trigger = TraceTrigger.ComplaintAnomaly, Title = "A trace", Region = new(recorder.Province, "nanjing"), Topic = new Term("network.roaming", 1), Evidence = TraceEvidence.None,
        }, Told(1, reached: false), new AnalysisReopened(2));
        await recorder.RecordAsync("measured_series", Own(4), "2026-02-05T00:00:00Z", Series(4, SeriesSubject.HotlineCalls, SeriesGrain.Day, ("offered", MeasureRole.Denominator), ("answered", MeasureRole.Numerator)), Day("2026-02-01", 100, 80), Day("2026-02-02", 100, 50));
        await recorder.RecordAsync("measured_series", Own(5), "2026-02-05T00:00:00Z", Series(5, SeriesSubject.Customers, SeriesGrain.Month, ("customers", MeasureRole.Denominator)), new ValuesMeasured("2026-02", [new("customers", 10_000, ValueOrigin.Printed)], null));
    }

    private async Task LaterAsync()
    {
        await recorder.OnCaseAsync(1, "2026-02-02T02:00:00Z", new ComplaintResolved(new("s1.x"), 1), new KeyMomentScored(BlueprintStage.GiveCare, 5));
        await recorder.OnCaseAsync(1, "2026-02-02T02:30:00Z", new KeyMomentScored(BlueprintStage.Contact, 2));
        await recorder.OnCaseAsync(2, "2026-03-12T00:00:00Z", new ComplaintAcknowledged(new("hotline", 1)), new ComplaintReclassified(ComplaintKind.Fault, new("network.roaming", 1), null));
        await recorder.RecordBareAsync(3, Recorder.At("2026-02-20T00:00:00Z"), recorder.Customer(3), "network.roaming");
        // A complaint of a month without customers is in no total.
        await recorder.RecordBareAsync(4, Recorder.At("2026-03-20T00:00:00Z"), recorder.Customer(4), "network.roaming");
        await recorder.RecordAsync("resolution", Own(1), "2026-02-20T00:00:00Z", new ResolutionDone(new(new("s1.x"))));
        await recorder.RecordAsync("resolution", Own(2), "2026-02-20T00:00:00Z", new ResolutionDropped(new("s1.x")));
        await recorder.RecordAsync("trace", Own(3), "2026-03-05T00:00:00Z", Told(2, reached: true), new TraceClosed());
        await recorder.RecordAsync("measured_series", Own(4), "2026-03-05T00:00:00Z", new MeasuredValueCorrected("2026-02-01", "answered", 85, "A misprint."), new MeasuredValueWithdrawn("2026-02-02", "answered", "A misprint."), Day("2026-02-03", 60, 30));
        await recorder.RecordAsync("measured_series", Own(5), "2026-03-05T00:00:00Z", new MeasuredValueCorrected("2026-02", "customers", 11_000, "A misprint."), new ValuesMeasured("2026-01", [new("customers", 9_000, ValueOrigin.Printed)], null));
    }

    private Guid Own(int n) => new(n, (short)recorder.Case(1).Value.GetHashCode(), 0, [8, 0, 0, 0, 0, 0, 0, 8]);

    private ResolutionDecided Decided(int n, string department) => new()
    {
        Resolution = ResolutionId.From(Own(n)), Meeting = ServiceMeetingId.From(Own(9)), Region = new(recorder.Province, "nanjing"), Text = new("s1.x"), ExpectedEvidence = new("s1.x"), Owner = new(department, 1), DueAt = Recorder.At("2026-02-28T00:00:00Z"),
    };

    private MeasuredSeriesDefined Series(int n, SeriesSubject subject, SeriesGrain grain, params (string Code, MeasureRole Role)[] measures) => new()
    {
        Series = MeasuredSeriesId.From(Own(n)), Code = $"s{n}", Region = new(recorder.Province, null), Zh = "序列", En = "A series", Subject = subject, Grain = grain, Source = "A table",
        Measures = [.. measures.Select(measure => new SeriesMeasure(measure.Code, measure.Code, measure.Code, measure.Role, MeasureUnit.Number))],
    };

    private static ValuesMeasured Day(string day, decimal offered, decimal answered) => new(day, [new("offered", offered, ValueOrigin.Printed), new("answered", answered, ValueOrigin.Printed)], null);

    private static EffectEvaluated Told(int round, bool reached) => new() { Round = round, Baseline = null, Measured = new(null, 0, 0, 1, null), Reached = reached, Improvements = [] };

    private Task<JsonNode> AskAsync(string kpi, string what, string question) => recorder.AskAsync($"/api/kpis/{kpi}/{what}?region={recorder.Province}&{Months}&{question}");

    private async Task<List<JsonNode>> WalkAsync(string kpi, string what, string question)
    {
        var (walked, cursor) = (new List<JsonNode>(), "");
        do
        {
            var page = await AskAsync(kpi, what, $"{question}&limit=2{cursor}");
            if (what == "difference") page = page["items"]!;
            walked.AddRange(page["items"]!.AsArray().Select(one => one!));
            cursor = page["next"] is { } next ? $"&cursor={next}" : "";
        }
        while (cursor.Length > 0);
        return walked;
    }

    private async Task<IReadOnlyList<string>> StepsAsync(string kpi, long then) =>
    [
        .. (await AskAsync(kpi, "difference", $"asOf=%23{then},now&limit=200"))["items"]!["items"]!.AsArray()
            .SelectMany(one => one!["steps"]!.AsArray().Select(step => FormattableString.Invariant($"{one["item"]!["name"]} {step!["event"]!["type"]} {(decimal)step["numerator"]!:0.##}/{(decimal)step["denominator"]!:0.##}"))).Order(StringComparer.Ordinal),
    ];

    /// <summary>The sums that the KPI's own answer has.</summary>
    private async Task<(decimal Numerator, decimal Denominator)> TotalAsync(string kpi, string moment)
    {
        if (kpi != "peak-end-curve") return Counts((await recorder.AskAsync($"/api/kpis/{kpi}{(kpi is "connect-rate" or "complaints-per-10k-customers" ? "" : "/months")}?region={recorder.Province}&{Months}&{moment}"))["total"]);
        var points = (await recorder.AskAsync($"/api/kpis/{kpi}?region={recorder.Province}&{Months}&{moment}"))["curves"]!.AsArray().SelectMany(curve => curve!["points"]!.AsArray());
        return (points.Sum(point => (decimal)point!["mean"]! * (decimal)point["cases"]!), points.Sum(point => (decimal)point!["cases"]!));
    }

    private static (decimal Numerator, decimal Denominator) Sums(IEnumerable<JsonNode> items) => (items.Sum(item => (decimal)item["numerator"]!), items.Sum(item => (decimal)item["denominator"]!));

    private static (decimal Numerator, decimal Denominator) Counts(JsonNode? value) => value is null ? default : ((decimal?)value["numerator"] ?? 0, (decimal?)value["denominator"] ?? 0);

    private static decimal Sum(JsonNode parts, string part) => parts.AsArray().Sum(one => (decimal)one![part]!);
}
