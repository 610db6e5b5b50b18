using System.Globalization;
using System.Text.Json.Nodes;
using CaseFlow.Server.Definitions;
using CaseFlow.Server.Platform.Commands;
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
