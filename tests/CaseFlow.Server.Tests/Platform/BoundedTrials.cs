using CaseFlow.Complaints;
using CaseFlow.Server.Clocks;
using CaseFlow.Server.Complaints;
using CaseFlow.Server.Kpis;
using CaseFlow.Server.Platform.Reading;
using CaseFlow.Server.Warnings;
using CaseFlow.Warnings;
using Microsoft.Extensions.DependencyInjection;

namespace CaseFlow.Server.Tests.Platform;

/// <summary>Drafts of definitions are tried on a month, however many cases there are beside it.</summary>
public sealed partial class BoundedQueries
{
    [Fact]
    public async Task A_draft_of_a_definition_is_tried_on_a_bounded_look()
    {
        // Each case is found, and put in order.
        const int Looked = (2 * KpiTrials.MostCases) + FewRows;
        var trials = planned.Services.GetRequiredService<KpiTrials>();
        var definition = new PublishKpiDefinitionRequest { NameZh = "x", NameEn = "x", OwnerZh = "x", OwnerEn = "x", Cases = new() { Kinds = [ComplaintKind.Complaint], Withdrawn = false, Merged = true } };
        foreach (var (scope, month) in from scope in Scopes from month in new[] { 1, 6 } select (scope, month))
        {
            var tried = await CheckAsync($"definitions {scope} {month}", Looked, () => trials.TryAsync(scope, "escalation-rate", definition, new(2026, month, 1), TestContext.Current.CancellationToken));
            Assert.True(tried.Kpi!.Data.Cases > 0, $"There is no case in {scope} in month {month}.");
        }
    }

    [Fact]
    public async Task Two_versions_of_a_KPI_are_told_apart_on_a_bounded_look()
    {
        // Each case is found, and put in order; those of a page are walked.
        const int Looked = (2 * KpiDifferences.MostCases) + FewRows;
        var differences = planned.Services.GetRequiredService<KpiDifferences>();
        foreach (var (scope, to) in from scope in Scopes from to in new[] { 1, 6 } select (scope, to))
        {
            var question = new KpiDifferenceQuestion(new(2026, 1, 1), new(2026, to, 1), [new(null, ReplayPoint.Now)], [null]);
            var told = await CheckAsync($"difference {scope} {to}", Looked, () => differences.AskAsync(CaseKpis.EscalationRate, new(scope, Analyst), question, new(10), TestContext.Current.CancellationToken));
            Assert.InRange(told.Data.Looked, 1, KpiDifferences.MostCases);
            Assert.Equal(told.Data.IsWhole, told.Data.Looked < KpiDifferences.MostCases);
        }
    }

    [Fact]
    public async Task A_past_month_is_simulated_from_a_bounded_look()
    {
        // All cases of the month, and as many again that only moved since.
        const int Looked = (2 * ClockedMonth.MostCases) + FewRows;
        var models = planned.Services.GetRequiredService<ReadModels>();
        foreach (var (scope, month) in from scope in Scopes.Append(AccessScope.TryParse("cn-zj")!) from month in new[] { 1, 3, 6 } select (scope, month))
        {
            var from = new DateTimeOffset(2026, month, 1, 0, 0, 0, TimeSpan.Zero);
            var looked = await CheckAsync($"clocks {scope} {month}", Looked, () => ClockedMonth.ReadAsync(models, scope, from, from.AddMonths(1), TestContext.Current.CancellationToken));
            Assert.All(looked.Data.Cases, one => Assert.True(one.MovedAt >= from && one.BeganAt < from.AddMonths(1)));
            Assert.NotEmpty(looked.Data.Cases);
        }

        foreach (var scope in Scopes)
        {
            var from = new DateTimeOffset(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);
            var looked = await CheckAsync($"priorities {scope}", PrioritySimulations.MostCases + MostRows, () => PrioritySimulations.ReadAsync(models, scope, from, from.AddMonths(1), TestContext.Current.CancellationToken));
            Assert.NotEmpty(looked.Data);
            Assert.All(looked.Data, one => Assert.True(one.RegisteredAt >= from && one.RegisteredAt < from.AddMonths(1)));
        }

        var warnings = planned.Services.GetRequiredService<WarningSimulations>();
        var draft = new WarningRuleTerms { Zh = "x", En = "x", Kind = WarningKind.Volume, Level = WarningLevel.City, TopicLevel = 1, WindowMinutes = 60, Grades = [new(WarningGrade.Yellow, 3)], Minimum = 3, CoolDownMinutes = 60, FreshMinutes = 60, Active = true };
        foreach (var scope in Scopes)
            await CheckAsync($"warnings {scope}", Looked, () => warnings.AskAsync(scope, "draft", draft, new(2026, 3, 1), TestContext.Current.CancellationToken));
    }
}
