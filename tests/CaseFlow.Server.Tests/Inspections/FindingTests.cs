using System.Text.Json.Nodes;
using CaseFlow.Access;
using CaseFlow.Server.Tests.PersonalData;
using CaseFlow.Testing;
using Npgsql;
using static CaseFlow.Server.Tests.Inspections.Inspecting;

namespace CaseFlow.Server.Tests.Inspections;

/// <summary>Cases are rated, findings appealed and compared.</summary>
public sealed class FindingTests(SharedServer shared) : IClassFixture<SharedServer>
{
    private const string Comment = "Mr Zhao was told at once.";

    private static readonly Role[] Lead = [Role.DeskLead];

    private readonly Inspecting inspecting = new(shared.Server);

    [Fact]
    public async Task Who_rates_a_case_sees_the_other_finding_only_after_their_own()
    {
        await inspecting.CasesAsync("wuxi", 1);
        var sample = await inspecting.DrawAsync(ByTwo(Drawing("wuxi")));
        var item = $"{sample}/items/{(await inspecting.ItemsAsync(sample))[0]}";
        (await inspecting.SubmitAsync(sample, item.Split('/')[^1], Qian, ("verify.validity", 0))).MustBe(200);

        var blind = await inspecting.DataAsync(item, Zhou);
        Assert.Equal((0, true), (blind["findings"]!.AsArray().Count, (bool)blind["item"]!["owed"]!));
        var results = await inspecting.DataAsync($"{sample}/results", Zhou);
        Assert.Equal((0, 1), ((int)results["findings"]!, (int)results["withheld"]!));
        var inspected = (string)(await inspecting.DataAsync("/api/events?type=case_inspected&limit=1"))["items"]![0]!["id"]!;
        Assert.Empty((await inspecting.DataAsync($"/api/events/{inspected}", Zhou))["fields"]!.AsObject());
        // Everybody else sees it, who submitted it too.
        Assert.NotEmpty((await inspecting.DataAsync($"/api/events/{inspected}", Qian))["fields"]!.AsObject());
        Assert.Single((await inspecting.DataAsync(item))["findings"]!.AsArray());

        (await inspecting.SubmitAsync(sample, item.Split('/')[^1], Zhou)).MustBe(200);
        Assert.Equal(2, (await inspecting.DataAsync(item, Zhou))["findings"]!.AsArray().Count);
        Assert.NotEmpty((await inspecting.DataAsync($"/api/events/{inspected}", Zhou))["fields"]!.AsObject());
        Assert.Equal((2, 2), ((int)(await inspecting.DataAsync(sample))["ratings"]!, (int)(await inspecting.DataAsync(sample))["submitted"]!));
    }

    [Fact]
    public async Task Results_and_agreement_come_out_as_counted_by_hand()
    {
        await inspecting.CasesAsync("suzhou", 5);
        var sample = await inspecting.DrawAsync(ByTwo(Drawing("suzhou")));
        var items = await inspecting.ItemsAsync(sample);
        // Two see the lack that the first sees in three; on the scale they are one step apart once; one finds that it does not apply.
        await RateAsync(0, [("verify.validity", 0), ("blueprint.steps", 0)], [("verify.validity", 0), ("blueprint.steps", 1)]);
        await RateAsync(1, [("verify.validity", 0)], [("verify.validity", 0)]);
        await RateAsync(2, [("verify.validity", 0)], []);
        await RateAsync(3, [("record.truthful", 0)], []);
        await RateAsync(4, [("reply.liable", null)], [("reply.liable", 1)]);

        var results = await inspecting.DataAsync($"{sample}/results");
        Assert.Equal(10, (int)results["findings"]!);
        var validity = results["criteria"]!.AsArray().Single(one => (string)one!["criterion"]! == "verify.validity")!;
        Assert.Equal((5, 10), ((int)validity["full"]!["count"]!, (int)validity["full"]!["of"]!));
        Assert.Equal(0.2366, (double)validity["full"]!["low"]!, 4);
        Assert.Equal(1, (int)results["criteria"]!.AsArray().Single(one => (string)one!["criterion"]! == "reply.liable")!["notApplicable"]!);
        // Of ten, the one with a critical criterion failed is not passed; the lowest other score is (127 - 8 - 8) / 127.
        Assert.Equal(("cn-js.suzhou", 10), ((string)results["cities"]![0]!["code"]!, (int)results["cities"]![0]!["passed"]!["of"]!));
        Assert.Equal(9, (int)results["passed"]!["count"]!);

        var pair = results["comparisons"]!.AsArray().Single()!;
        Assert.Equal((Qian, Zhou, 5), ((string)pair["one"]!, (string)pair["other"]!, (int)pair["cases"]!));
        // 4 of 5 alike; by chance (3*2 + 2*3) / 25: (0.8 - 0.48) / 0.52.
        Assert.Equal((4, 0.6153846), (Of("verify.validity").Agreed, Math.Round(Of("verify.validity").Kappa!.Value, 7)));
        // 0-1 once, 3-3 four times: observed 1, expected (1*(1 + 4*9) + 4*(4 + 0)) / 5 = 53 / 5.
        Assert.Equal((4, Math.Round(1 - (5.0 / 53), 7)), (Of("blueprint.steps").Agreed, Math.Round(Of("blueprint.steps").Kappa!.Value, 7)));
        Assert.Equal((5, null), Of("blueprint.conduct"));
        Assert.Equal((4, 0.0), Of("reply.liable"));

        (int Agreed, double? Kappa) Of(string criterion)
        {
            var one = pair["criteria"]!.AsArray().Single(one => (string)one!["criterion"]! == criterion)!;
            return ((int)one["agreed"]!["count"]!, (double?)one["kappa"]);
        }

        async Task RateAsync(int place, (string, int?)[] one, (string, int?)[] other)
        {
            (await inspecting.SubmitAsync(sample, items[place], Qian, one)).MustBe(200);
            (await inspecting.SubmitAsync(sample, items[place], Zhou, other)).MustBe(200);
        }
    }

    [Fact]
    public async Task Only_who_was_given_a_case_and_had_no_part_in_it_rates_it()
    {
        var complaint = (await inspecting.CasesAsync("xuzhou", 1))[0];
        var sample = await inspecting.DrawAsync(Drawing("xuzhou"));
        Assert.Equal("inspection-not-yours", (await inspecting.SubmitAsync(sample, complaint, Zhou)).MustBe(409).Code);
        (await inspecting.Desk.DoAsync(complaint, "assign", new { handler = Qian })).MustBe(200);
        Assert.Equal("inspection-of-own-case", (await inspecting.SubmitAsync(sample, complaint, Qian)).MustBe(409).Code);
        var replace = $"{sample}/items/{complaint}/replace-rater";
        Assert.Equal("inspection-raters-involved", (await inspecting.Desk.PostAsync(replace, new { rater = Qian, by = "api" })).MustBe(409).Code);
        (await inspecting.Desk.PostAsync(replace, new { rater = Qian, by = Zhou })).MustBe(200);
        (await inspecting.SubmitAsync(sample, complaint, Zhou)).MustBe(200);
        Assert.Equal("inspection-rater-has-submitted", (await inspecting.Desk.PostAsync(replace, new { rater = Zhou, by = Qian })).MustBe(409).Code);
        // Whoever handles a case is not given it in the first place.
        await inspecting.SettleAsync();
        Assert.Equal("inspection-raters-involved", (await inspecting.Desk.PostAsync("/api/inspections", Drawing("xuzhou"))).MustBe(409).Code);
    }

    [Fact]
    public async Task What_does_not_fit_the_card_is_named()
    {
        var complaint = (await inspecting.CasesAsync("changzhou", 1))[0];
        var sample = await inspecting.DrawAsync(Drawing("changzhou"));
        Assert.Equal(["answers required"], (await SayAsync(new { })).MustBe(400).Errors);
        Assert.Equal(["answers[0].criterion unknown-term"], (await SayAsync(new { answers = new[] { new { criterion = "manners", points = 1 } } })).MustBe(400).Errors);
        Assert.Equal(["answers[0].points out-of-range"], (await SayAsync(new { answers = new[] { new { criterion = "verify.validity" } } })).MustBe(400).Errors);
        Assert.Equal(["answers[0].points out-of-range"], (await SayAsync(new { answers = new[] { new { criterion = "blueprint.steps", points = 4 } } })).MustBe(400).Errors);
        Assert.Equal("finding-incomplete", (await SayAsync(new { answers = new[] { new { criterion = "blueprint.steps", points = 3 } } })).MustBe(409).Code);
        (await inspecting.SubmitAsync(sample, complaint, Qian)).MustBe(200);
        Assert.Equal("finding-submitted-already", (await inspecting.SubmitAsync(sample, complaint, Qian, ("verify.validity", 0))).MustBe(409).Code);
        Assert.Equal(404, (await inspecting.SubmitAsync(sample, Guid.NewGuid().ToString(), Qian)).Status);

        Task<Reply> SayAsync(object body) => inspecting.Desk.PostAsync($"{sample}/items/{complaint}/submit", body, actor: Qian);
    }

    [Fact]
    public async Task A_finding_is_appealed_and_another_person_corrects_it_and_both_stay()
    {
        var complaint = (await inspecting.CasesAsync("nantong", 1))[0];
        var sample = await inspecting.DrawAsync(Drawing("nantong"));
        var item = $"{sample}/items/{complaint}";
        (await inspecting.SubmitAsync(sample, complaint, Qian, ("record.truthful", 0))).MustBe(200);
        (await inspecting.Desk.PostAsync($"{item}/appeal", new { rater = Qian, ground = "EvidenceOverlooked", note = Comment }, actor: "sun.li")).MustBe(200);
        Assert.Equal(1, (int)(await inspecting.DataAsync(sample))["appealed"]!);
        Assert.Equal("finding-needs-another", (await inspecting.Desk.PostAsync($"{item}/confirm", new { rater = Qian, ground = "CardFollowed" }, actor: Qian)).MustBe(409).Code);
        Assert.Equal(["ground required"], (await inspecting.Desk.PostAsync($"{item}/correct", new { rater = Qian, answers = Answers() }, actor: Zhou)).MustBe(400).Errors);
        (await inspecting.Desk.PostAsync($"{item}/correct", new { rater = Qian, ground = "EvidenceAdded", answers = Answers() }, actor: Zhou)).MustBe(200);

        var finding = (await inspecting.DataAsync(item, roles: Lead))["findings"]!.AsArray().Single()!;
        Assert.Equal(("Corrected", 0m, 100m, Comment), ((string)finding["status"]!, (decimal)finding["score"]!["percent"]!, (decimal)finding["correctedScore"]!["percent"]!, (string)finding["appealNote"]!));
        Assert.Equal(0, (int)finding["answers"]!.AsArray().Single(one => (string)one!["criterion"]! == "record.truthful")!["points"]!);
        Assert.Equal((1, 0), ((int)(await inspecting.DataAsync($"{sample}/results"))["passed"]!["count"]!, (int)(await inspecting.DataAsync(sample))["appealed"]!));
        Assert.Equal("finding-reviewed-already", (await inspecting.Desk.PostAsync($"{item}/appeal", new { rater = Qian, ground = "EntryMistaken" }, actor: "sun.li")).MustBe(409).Code);
        var told = (await inspecting.DataAsync($"/api/events?complaint={complaint}"))["items"]!.AsArray().Select(e => (string)e!["type"]!).Take(3);
        Assert.Equal(["finding_corrected", "finding_appealed", "case_inspected"], told);
    }

    [Fact]
    public async Task A_new_version_of_the_card_leaves_samples_and_findings_as_they_are()
    {
        var complaint = (await inspecting.CasesAsync("yancheng", 1))[0];
        object Card(int weight) => new
        {
            zh = "短表", en = "Short card", passPercent = 80, reason = "Trial",
            sections = new[] { new { code = "one", zh = "一", en = "One", criteria = new[] { new { code = "kept", zh = "守约", en = "Kept", kind = "YesNo", weight, critical = false }, new { code = "told", zh = "告知", en = "Told", kind = "YesNo", weight = 10, critical = false } } } },
        };
        (await inspecting.Desk.PostAsync("/api/scorecards/short", Card(10))).MustBe(200);
        var drawing = Drawing("yancheng");
        drawing["card"] = "short";
        var sample = await inspecting.DrawAsync(drawing);
        (await inspecting.Desk.PostAsync("/api/scorecards/short", Card(90))).MustBe(200);
        Assert.Equal("scorecard-weight-out-of-range", (await inspecting.Desk.PostAsync("/api/scorecards/short", Card(0))).MustBe(409).Code);
        (await inspecting.Desk.PostAsync($"{sample}/items/{complaint}/submit", new { answers = new[] { new { criterion = "kept", points = 1 }, new { criterion = "told", points = 0 } } }, actor: Qian)).MustBe(200);
        var item = await inspecting.DataAsync($"{sample}/items/{complaint}");
        // Under the second version it would have been 90.
        Assert.Equal((1, 2, 50m), ((int)item["card"]!["version"]!, (int)item["card"]!["latestVersion"]!, (decimal)item["findings"]![0]!["score"]!["percent"]!));
        Assert.Equal(10, (int)(await CardAsync("?version=1"))["content"]!["sections"]![0]!["criteria"]![0]!["weight"]!);
        Assert.Equal(2, (int)(await CardAsync(""))["version"]!);
        Assert.Equal(404, (await inspecting.Desk.GetAsync("/api/scorecards/short?version=3")).Status);
        Assert.Contains("complaint-handling", (await inspecting.Desk.GetAsync("/api/scorecards")).MustBe(200).Text, StringComparison.Ordinal);

        async Task<JsonNode> CardAsync(string version) => JsonNode.Parse((await inspecting.Desk.GetAsync($"/api/scorecards/short{version}")).MustBe(200).Text)!;
    }

    [Fact]
    public async Task Comments_are_sealed_and_a_case_of_an_erased_customer_or_a_merged_one_is_rated_all_the_same()
    {
        var registration = inspecting.Registration("huaian", "network.roaming.activation", "13961230000");
        var (first, second) = (await inspecting.Desk.CaseAsync(registration), await inspecting.Desk.CaseAsync(registration));
        (await inspecting.Desk.DoAsync(second, "merge", new { into = first, reason = "One matter." })).MustBe(200);
        (await inspecting.Desk.DoAsync(first, "withdraw", new { reason = "It works now." })).MustBe(200);
        await inspecting.SettleAsync();
        var sample = await inspecting.DrawAsync(ByTwo(Drawing("huaian")));
        (await inspecting.Desk.PostAsync($"{sample}/items/{first}/submit", new { answers = Answers(), comment = Comment }, actor: Qian)).MustBe(200);
        Assert.Equal(Comment, (string)(await inspecting.DataAsync($"{sample}/items/{first}", roles: Lead))["findings"]![0]!["comment"]!);
        Assert.Equal(Comment, (string)(await inspecting.DataAsync($"{sample}/items/{first}"))["findings"]![0]!["comment"]!);
        Assert.Equal(0, await WithAsync(Comment));

        var customer = (string)(await inspecting.DataAsync($"/api/complaints/{first}"))["customer"]!["id"]!;
        await ErasureTests.EraseAsync(inspecting.Desk, customer);
        await inspecting.SettleAsync();
        Assert.Equal("⌫", (string)(await inspecting.DataAsync($"{sample}/items/{first}", roles: Lead))["findings"]![0]!["comment"]!);
        Assert.Equal("personal-data-erased", (await inspecting.Desk.PostAsync($"{sample}/items/{first}/submit", new { answers = Answers(), comment = Comment }, actor: Zhou)).MustBe(409).Code);
        foreach (var complaint in (string[])[first, second]) (await inspecting.SubmitAsync(sample, complaint, Zhou)).MustBe(200);
        (await inspecting.Desk.PostAsync($"{sample}/items/{first}/appeal", new { rater = Zhou, ground = "EntryMistaken" }, actor: "sun.li")).MustBe(200);
        Assert.True((bool)(await inspecting.DataAsync($"{sample}/check"))["same"]!);
    }

    /// <summary>In how many events and rows a text stands in clear.</summary>
    private async Task<long> WithAsync(string text)
    {
        await using var database = NpgsqlDataSource.Create(shared.Server.ConnectionString);
        await using var count = database.CreateCommand("select (select count(*) from mt_events e where e::text like '%' || $1 || '%') + (select count(*) from caseflow_inspection_findings f where f::text like '%' || $1 || '%')");
        count.Parameters.Add(new() { Value = text });
        return (long)(await count.ExecuteScalarAsync(TestContext.Current.CancellationToken))!;
    }
}
