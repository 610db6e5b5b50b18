using CaseFlow.Complaints;
using CaseFlow.Server.Kpis;
using Microsoft.Extensions.DependencyInjection;

namespace CaseFlow.Server.Tests.Platform;

/// <summary>Drafts of definitions of KPIs are tried on a month, however many cases there are beside it.</summary>
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
}
