using System.Text.Json.Nodes;
using CaseFlow.Testing;

namespace CaseFlow.Server.Tests.Definitions;

/// <summary>What is wrong with a question of the past, or a what-if, is told by field.</summary>
public sealed class ReplayErrorTests(SharedServer shared) : IClassFixture<SharedServer>
{
    private const string Rates = "/api/kpis/repeat-complaint-rate?region=all&from=2011-03&to=2011-03";

    [Theory]
    [InlineData("asOf=yesterday", "asOf malformed")]
    [InlineData("asOf=2026-02-30", "asOf malformed")]
    [InlineData("asOf=2999-01-01", "asOf in-the-future")]
    [InlineData("asOf=2026-01-31&position=1", "position out-of-range")]
    [InlineData("position=-1", "position out-of-range")]
    [InlineData("position=999999", "position out-of-range")]
    [InlineData("windowDays=0", "windowDays out-of-range")]
    [InlineData("windowDays=week", "windowDays malformed")]
    [InlineData("replay=7", "replay malformed")]
    [InlineData("replay=11111111-1111-4111-8111-111111111111&windowDays=7", "replay out-of-range")]
    public async Task A_question_that_is_not_well_formed_is_refused_by_field(string query, string error) =>
        Assert.Equal([error], (await shared.Desk.GetAsync($"{Rates}&{query}")).MustBe(400).Errors);

    [Theory]
    [InlineData("""{}""", "projection required")]
    [InlineData("""{ "projection": "Nothing" }""", "projection out-of-range")]
    [InlineData("""{ "projection": "WorkList", "definition": { "windowDays": 7 } }""", "definition out-of-range")]
    [InlineData("""{ "projection": "RepeatComplaintRates", "definition": { "windowDays": 3661 } }""", "definition.windowDays out-of-range")]
    [InlineData("""{ "projection": "RepeatComplaintRates", "definition": { "topicLevel": 0 } }""", "definition.topicLevel out-of-range")]
    [InlineData("""{ "projection": "RepeatComplaintRates", "definition": { "unit": 0 } }""", "definition.unit out-of-range")]
    [InlineData("""{ "projection": "RepeatComplaintRates", "definition": { "kinds": [] } }""", "definition.kinds out-of-range")]
    [InlineData("""{ "projection": "RepeatComplaintRates", "definition": { "kinds": ["Cat"] } }""", "definition.kinds[0] malformed")]
    [InlineData("""{ "projection": "RepeatComplaintRates", "definition": { "days": 7 } }""", "definition.days unknown-field")]
    [InlineData("""{ "projection": "RepeatComplaintRates", "position": 999999 }""", "position out-of-range")]
    [InlineData("""{ "projection": "RepeatComplaintRates", "position": -1 }""", "position out-of-range")]
    [InlineData("""{ "projection": "RepeatComplaintRates", "asOf": "2999-01-01" }""", "asOf in-the-future")]
    [InlineData("""{ "projection": "RepeatComplaintRates", "lifetimeMinutes": 0 }""", "lifetimeMinutes out-of-range")]
    public async Task A_replay_that_is_not_well_formed_is_refused_by_field(string body, string error) =>
        Assert.Equal([error], (await shared.Desk.PostAsync("/api/replays", JsonNode.Parse(body))).MustBe(400).Errors);
}
