using System.Text.Json;
using CaseFlow.Complaints;
using CaseFlow.Server.Tests.Complaints;
using CaseFlow.Server.Tracing;
using CaseFlow.Testing;

namespace CaseFlow.Server.Tests.Tracing;

/// <summary>Effects are told by any KPI that has one value for some months, and before and after by one version of it.</summary>
public sealed class EffectMeasureTests(ReadServer shared) : IClassFixture<ReadServer>
{
    private readonly Recorder recorder = new(shared.Server);
    private readonly Desk desk = new(shared.Server);

    [Fact]
    public async Task An_effect_is_told_by_the_version_of_its_plan_whatever_was_published_since()
    {
        await CaseAsync(1, "2026-01", new ComplaintHandedOver(new("network", 1), new("s1.x")), new HandOverRejected(new("network", 1), new("s1.x")));
        await CaseAsync(2, "2026-03", new ComplaintHandedOver(new("network", 1), new("s1.x")), new ComplaintWithdrawn(new("s1.x")));
        var tracer = await new Tracer(desk).OpenAsync(new { complaints = new[] { recorder.Id(1) } });
        (await tracer.DoAsync("analysis", new { department = "network" })).MustBe(200);
        await tracer.ImproveAsync("Process", "Ask the right department", await tracer.CauseAsync("Process", "Method", "Nobody knows whom to ask", new { complaints = new[] { recorder.Id(1) } }));
        (await tracer.DoAsync("evaluation-plan", new
        {
            baseline = new { kpi = "hand-over-bounces", territory = recorder.Province, from = "2026-01" }, from = "2026-03", target = 10, reviewAt = "2026-03-28T00:00:00+08:00",
        })).MustBe(200);

        // From March on withdrawn cases do not count, so that this version has nothing to tell.
        (await desk.PostAsync("/api/definitions/kpi-definitions/hand-over-bounces", new
        {
            nameZh = "退回", nameEn = "Bounces", ownerZh = "客户服务部", ownerEn = "Care desk", validFrom = "2026-03", reason = "The board asked.",
            cases = new { kinds = Enum.GetNames<ComplaintKind>(), withdrawn = false, merged = true },
        })).MustBe(200);
        (await tracer.DoAsync("evaluate")).MustBe(200);

        var evaluation = (await tracer.ViewAsync()).GetProperty("evaluations")[0];
        Assert.Equal("1", evaluation.GetProperty("template").GetProperty("baseline").GetProperty("kpiVersion").GetString());
        var effect = evaluation.GetProperty("effect");
        Assert.Equal(("100.00 1/1", "0.00 0/1", true), (Told(effect.GetProperty("baseline")), Told(effect.GetProperty("measured")), effect.GetProperty("reached").GetBoolean()));
    }

    [Fact]
    public async Task Every_KPI_of_some_months_can_be_evidence_and_a_field_says_what_does_not_fit()
    {
        await CaseAsync(11, "2026-02", new ComplaintResolved(new("s1.x"), 1));
        var figures = EffectMeasures.All.Select(kpi => new { kpi = kpi.Id, territory = recorder.Province, from = "2026-02" }).ToArray();
        var tracer = await new Tracer(desk).OpenAsync(new { complaints = new[] { recorder.Id(11) }, figures });
        var told = (await tracer.ViewAsync()).GetProperty("evidence").GetProperty("figures").EnumerateArray()
            .ToDictionary(one => one.GetProperty("question").GetProperty("kpi").GetString()!, one => Told(one.GetProperty("figure")));
        Assert.Equal(EffectMeasures.All.Select(kpi => kpi.Id).Order(StringComparer.Ordinal), told.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(("24.00 86400/1", "0.00 0/1", "100.00 1/1"), (told["time-to-resolve"], told["escalation-rate"], told["first-contact-resolution"]));

        var byTopic = await new Tracer(desk).OpenAsync(new
        {
            complaints = new[] { recorder.Id(11) },
            figures = new[] { "time-to-resolve", "clock-compliance", "contacts-per-case" }.Select(kpi => new { kpi, territory = recorder.Province, topic = "network.roaming", from = "2026-02" }).ToArray(),
        });
        Assert.Equal("24.00 86400/1", Told((await byTopic.ViewAsync()).GetProperty("evidence").GetProperty("figures")[0].GetProperty("figure")));

        var wrong = await desk.PostAsync("/api/traces", new
        {
            trigger = "Escalation", title = "x", region = new { province = "cn-js" },
            evidence = new
            {
                complaints = new[] { recorder.Id(11) },
                figures = new object[] { new { kpi = "connect-rate", topic = "network", from = "2026-02" }, new { kpi = "trace-effectiveness", from = "2026-02" }, new { kpi = "connect-rate", from = "2026-02", to = "2026-01" } },
            },
        });
        Assert.Equal(["evidence.figures[0].topic out-of-range", "evidence.figures[1].kpi out-of-range", "evidence.figures[2].from reversed"], wrong.MustBe(400).Errors);
    }

    [Fact]
    public async Task A_figure_that_has_to_be_counted_first_and_cannot_be_says_so_at_its_field()
    {
        await CaseAsync(21, "2026-02", new ComplaintResolved(new("s1.x"), 1), new ComplaintReopened(2, ReopenCause.ProblemReturned, new("s1.x")));
        (await desk.PostAsync("/api/definitions/kpi-definitions/reopening-rate", new
        {
            nameZh = "重开率", nameEn = "Reopening", ownerZh = "客户服务部", ownerEn = "Care desk", validFrom = "2026-02", reason = "The board asked.",
            cases = new { kinds = Enum.GetNames<ComplaintKind>(), withdrawn = false, merged = true },
        })).MustBe(200);
        var taken = new List<string>();
        for (var position = 0; position < 20; position++)
            taken.Add((await desk.PostAsync("/api/replays", new { projection = "WorkList", position, lifetimeMinutes = 10 })).MustBe(201).Body.GetProperty("id").GetString()!);

        // January is told by another version than February.
        var asked = new
        {
            trigger = "Escalation", title = "x", region = new { province = "cn-js" }, topic = "network.roaming",
            evidence = new { complaints = new[] { recorder.Id(21) }, figures = new[] { new { kpi = "reopening-rate", territory = recorder.Province, from = "2026-01", to = "2026-02" } } },
        };
        Assert.Equal(["evidence.figures[0].kpi not-ready"], (await desk.PostAsync("/api/traces", asked)).MustBe(400).Errors);

        foreach (var replay in taken)
            (await shared.Server.Http.DeleteAsync($"/api/replays/{replay}", TestContext.Current.CancellationToken)).EnsureSuccessStatusCode();
        (await desk.PostAsync("/api/traces", asked)).MustBe(201);
    }

    private async Task CaseAsync(int n, string month, params ComplaintEvent[] events)
    {
        await recorder.RecordBareAsync(n, Recorder.At($"{month}-10T00:00:00Z"), recorder.Customer(n), "network.roaming");
        await recorder.OnCaseAsync(n, $"{month}-11T00:00:00Z", events);
        // Figures are told as the read model has them.
        await recorder.AskAsync($"/api/kpis/time-to-resolve?region={recorder.Province}&from={month}&to={month}");
    }

    private static string Told(JsonElement figure) =>
        $"{(figure.GetProperty("value") is { ValueKind: JsonValueKind.Number } value ? $"{value.GetDecimal():0.00}" : "none")} {figure.GetProperty("numerator")}/{figure.GetProperty("denominator")}";
}
