using System.Globalization;
using System.Text.Json.Nodes;
using CaseFlow.Complaints;
using CaseFlow.Server.Definitions;
using CaseFlow.Server.Kpis;
using CaseFlow.Server.Platform.Commands;
using CaseFlow.Server.Platform.Reading;
using CaseFlow.Server.Platform.Web;
using CaseFlow.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;

namespace CaseFlow.Server.Tests.Definitions;

/// <summary>All definitions on one shelf: each with its versions, and each edited by what its own request takes.</summary>
public sealed class DefinitionShelfTests(SharedServer shared) : IClassFixture<SharedServer>
{
    private DefinitionShelf Shelf => shared.Server.Services.GetRequiredService<DefinitionShelf>();

    [Fact]
    public async Task Every_definition_that_was_published_fills_the_form_of_its_next_version()
    {
        var all = await Shelf.AllAsync(TestContext.Current.CancellationToken);
        Assert.Superset(new HashSet<string> { "lists", "repeat-rule", "callback-policy", "calendars", "emergency-plan", "clock-policies", "scorecards" }, all.Select(one => one.Kind).ToHashSet());
        foreach (var one in all)
        {
            var (kind, history) = (Shelf.Find(one.Kind)!, (await Shelf.FindAsync(one.Kind, one.Name, TestContext.Current.CancellationToken))!);
            var errors = new List<FieldError>();
            var read = Draft.Of(kind.Shape, history.Versions[^1].Content).Read("", errors);
            Assert.Empty(errors);
            // What the form says of a version that nobody touched is what the version says.
            var said = DefinitionDifference.Between(history.Versions[^1].Content, read);
            Assert.True(said.All(change => change.After is null or "" && change.Before is null or "" or "null"), $"{one.Kind}/{one.Name}: {string.Join(", ", said)}");
        }
    }

    [Fact]
    public void Every_part_of_every_form_has_a_name_in_both_languages()
    {
        var texts = shared.Server.Services.GetRequiredService<IStringLocalizer<Texts>>();
        var before = CultureInfo.CurrentUICulture;
        try
        {
            foreach (var language in Languages.All)
            {
                CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(language);
                var missing = Shelf.Kinds.SelectMany(kind => Keys(kind.Shape).Append($"DefinitionKind.{kind.Name}")).Distinct().Where(key => texts[key].ResourceNotFound).ToList();
                Assert.True(missing.Count == 0, $"{language}: {string.Join(", ", missing)}");
            }
        }
        finally
        {
            CultureInfo.CurrentUICulture = before;
        }

        static IEnumerable<string> Keys(Shape shape) => shape.Kind switch
        {
            ShapeKind.Record => shape.Parts.SelectMany(part => Keys(part.Shape).Append($"Definition.{part.Name}")),
            ShapeKind.List => Keys(shape.Item!),
            ShapeKind.Choice when shape.Type != typeof(DayOfWeek) => Enum.GetNames(shape.Type).Select(name => $"{shape.Type.Name}.{name}"),
            _ => [],
        };
    }

    /// <summary>"1, rule 2" stood on Chinese pages.</summary>
    [Fact]
    public void The_rule_behind_the_version_of_a_kpi_is_told_in_the_readers_language_and_carried_as_ever()
    {
        var words = new Words(shared.Server.Services.GetRequiredService<IStringLocalizer<Texts>>());
        var carried = KpiCatalogue.RepeatComplaintRate.Under(new(Version: 2, WindowDays: 60, TopicLevel: 2, [ComplaintKind.Complaint], Unit: 100), ReportingZone.Operator).Version;
        Assert.Equal("1, rule 2", carried);
        Assert.Equal(("1, rule 2", "1, 2"), In(Languages.English, () => (words.KpiVersion(carried), words.KpiVersion("1, 2"))));
        Assert.Equal(("1，规则版本 2", "1, 2"), In(Languages.Chinese, () => (words.KpiVersion(carried), words.KpiVersion("1, 2"))));
    }

    [Fact]
    public void What_an_installation_starts_with_says_why_in_the_readers_language_and_people_are_quoted()
    {
        const string both = "首版 / The first";
        Assert.Equal(("The first", both), In(Languages.English, () => (DefinitionWords.Reason(both, DefinitionSeeds.Actor), DefinitionWords.Reason(both, "sun.li"))));
        Assert.Equal(("首版", both), In(Languages.Chinese, () => (DefinitionWords.Reason(both, DefinitionSeeds.Actor), DefinitionWords.Reason(both, "sun.li"))));
    }

    /// <summary>Chinese pages quoted reasons in English for every list, as they came with the program.</summary>
    [Fact]
    public async Task Everything_that_an_installation_starts_with_says_why_in_both_languages()
    {
        var all = await Shelf.AllAsync(TestContext.Current.CancellationToken);
        Assert.Empty(all.Where(one => one.PublishedBy == DefinitionSeeds.Actor && one.Version == 1 && one.Reason.Split(" / ").Length != 2).Select(one => $"{one.Kind}/{one.Name}: {one.Reason}"));
    }

    private static T In<T>(string language, Func<T> read)
    {
        var before = CultureInfo.CurrentUICulture;
        try
        {
            CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(language);
            return read();
        }
        finally
        {
            CultureInfo.CurrentUICulture = before;
        }
    }

    [Fact]
    public async Task Versions_are_told_with_who_published_them_and_why()
    {
        var desk = shared.Desk;
        var before = (await desk.GetAsync("/api/definitions/repeat-rule/repeat-rule/versions")).MustBe(200).Body.GetProperty("versions").GetArrayLength();
        (await desk.PostAsync("/api/definitions/policies/repeat-rule", new { windowDays = 45, topicLevel = 2, kinds = new[] { "Complaint" }, unit = 100, reason = "A longer look." })).MustBe(200);
        var versions = (await desk.GetAsync("/api/definitions/repeat-rule/repeat-rule/versions")).MustBe(200).Body.GetProperty("versions").EnumerateArray().ToList();
        Assert.Equal(before + 1, versions.Count);
        Assert.Equal(("A longer look.", 45, before + 1), (versions[^1].GetProperty("reason").GetString(), versions[^1].GetProperty("content").GetProperty("windowDays").GetInt32(), versions[^1].GetProperty("number").GetInt32()));
        Assert.Equal(404, (await desk.GetAsync("/api/definitions/repeat-rule/another/versions")).Status);
        Assert.Equal(404, (await desk.GetAsync("/api/definitions/horoscopes/repeat-rule/versions")).Status);
    }

    [Fact]
    public void A_difference_names_the_item_and_not_its_place()
    {
        var before = JsonNode.Parse("""{"entries":[{"code":"a","zh":"甲"},{"code":"c","zh":"丙"}],"warnAt":[50,80]}""");
        var after = JsonNode.Parse("""{"entries":[{"code":"a","zh":"甲"},{"code":"b","zh":"乙"},{"code":"c","zh":"丁"}],"warnAt":[50,90]}""");
        Assert.Equal(
            [new("entries[b].code", null, "b"), new("entries[b].zh", null, "乙"), new("entries[c].zh", "丙", "丁"), new("warnAt", "50 · 80", "50 · 90")],
            DefinitionDifference.Between(before, after).OrderBy(change => change.Path, StringComparer.Ordinal));
    }

    /// <summary>An item of a list that nobody filled in was sent as null, which the request cannot hold, and ended the page.</summary>
    [Fact]
    public void An_item_of_a_list_without_anything_in_it_is_named_and_not_sent()
    {
        var draft = Draft.Of(Shelf.Find("clock-policies")!.Shape, JsonNode.Parse("""{"obligation":"Resolve","limit":60,"unit":"NaturalHours","warnAt":[50],"pausesFor":[],"running":"Replanned","reach":{"kinds":[]}}"""));
        draft.Parts["warnAt"].Add();
        draft.Parts["reach"].Parts["kinds"].Add();
        var errors = new List<FieldError>();
        draft.Read("", errors);
        Assert.Equal(["reach.kinds[0] required", "warnAt[1] required"], errors.Select(error => $"{error.Field} {error.Code}").Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("2026-01-31T09:00:00+01:00", "2026-01-31T09:00:00+01:00")]
    [InlineData("2026-01-31T01:00:00Z", "2026-01-31T01:00:00Z")]
    [InlineData("2026-01-31 09:00", "2026-01-31T09:00:00+08:00")]
    [InlineData("2026-01-31", "2026-01-31T00:00:00+08:00")]
    [InlineData("2026-01-31 09:00:00 +08", null)]
    [InlineData("31 January 2026", null)]
    [InlineData("2026-02-31T09:00:00+01:00", null)]
    public void A_moment_is_read_as_the_desk_writes_it_and_as_the_api_does(string typed, string? told)
    {
        var draft = Draft.Of(Shelf.Find("catalogue-rule")!.Shape, null);
        draft.Parts["validFrom"].Text = typed;
        var errors = new List<FieldError>();
        Assert.Equal(told, (string?)draft.Read("", errors)!["validFrom"]);
        Assert.Equal(told is null ? ["validFrom malformed"] : Array.Empty<string>(), errors.Select(error => $"{error.Field} {error.Code}"));
    }

    [Fact]
    public void What_cannot_be_read_is_named_by_its_place()
    {
        var shape = Shelf.Find("scorecards")!.Shape;
        var draft = Draft.Of(shape, JsonNode.Parse("""{"passPercent":80,"sections":[{"code":"s","criteria":[{"code":"c","weight":3}]}]}"""));
        (draft.Parts["passPercent"].Text, draft.Parts["sections"].Items[0].Parts["criteria"].Items[0].Parts["weight"].Text) = ("many", "1.5");
        var errors = new List<FieldError>();
        draft.Read("", errors);
        Assert.Equal(["passPercent malformed", "sections[0].criteria[0].weight malformed"], errors.Select(error => $"{error.Field} {error.Code}"));
    }
}
