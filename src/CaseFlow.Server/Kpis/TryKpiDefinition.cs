using CaseFlow.Access;
using CaseFlow.Kpis;
using CaseFlow.Server.Definitions;
using CaseFlow.Server.Platform.Commands;
using CaseFlow.Server.Platform.Reading;
using CaseFlow.Server.Platform.Web;

namespace CaseFlow.Server.Kpis;

/// <summary>What a month comes to under a draft of a KPI's definition, beside what it comes to under the version that is valid for it. Nothing of it is recorded.</summary>
/// <param name="Kpi">The KPI.</param>
/// <param name="Month">The month, for example <c>2011-06</c>.</param>
/// <param name="IsWhole">Whether every case of the month was looked at.</param>
/// <param name="Cases">Cases looked at.</param>
/// <param name="InForce">The value under the version that is valid for the month.</param>
/// <param name="Draft">The value under the draft.</param>
/// <param name="Differences">What the draft says otherwise.</param>
public sealed record KpiTrial(string Kpi, string Month, bool IsWhole, int Cases, KpiValue InForce, KpiValue Draft, IReadOnlyList<ChangedPart> Differences);

/// <summary>What would a month come to under a draft of a KPI's definition?</summary>
/// <remarks>Told from what the cases of the month reached, each counted twice by the calculation that counts them for everybody.</remarks>
public sealed class KpiTrials(ReadModels models, DefinitionBook book, ReportingZone zone)
{
    /// <summary>How many cases of a month are looked at.</summary>
    public const int MostCases = 20_000;

    private static readonly QueryParameter MonthParameter = new("month", "A month, for example 2011-06; the one before this when left out.");

    /// <summary>Tries a draft; of a KPI that adds up over cases.</summary>
    public async Task<DraftTrial> TryAsync(AccessScope scope, string name, PublishKpiDefinitionRequest draft, DateOnly month, CancellationToken cancellation)
    {
        var fields = new FieldErrors();
        var (_, terms) = PublishingKpiDefinitions.Read(fields, name, draft);
        var kpi = CaseKpis.Find(name);
        if (kpi is null && !fields.Any) fields.Add("name", FieldCodes.OutOfRange, $"name is one of {string.Join(", ", CaseKpis.All.Select(one => one.Definition.Id))}: no other draft changes a value.");
        if (fields.Any) return DraftTrial.Not(fields.Outcome);
        var looked = await models.AskAsync(scope, KpiFigures.Projection, connection => MonthAsync(connection, scope, month, cancellation), cancellation);
        var spans = await book.SpansAsync(name, month, month, cancellation);
        var valid = KpiSpan.At(spans, month);
        var drafted = new KpiDefinitionPublished(name, (await book.KpisAsync(cancellation)).Of(name).Count + 1, terms, null, "");
        var trial = new KpiTrial(
            name, Iso.Month(month), looked.Data.Count <= MostCases, Math.Min(looked.Data.Count, MostCases),
            Value(kpi!, looked.Data, valid?.Terms.Cases ?? kpi!.Usual, spans), Value(kpi!, looked.Data, terms.Cases!, [new(null, drafted)]),
            DefinitionDifference.Between(KpiAgainst.Said(valid?.Terms), KpiAgainst.Said(terms)));
        return DraftTrial.OfKpi(new(looked.Position, looked.AsOf, trial));
    }

    public static void Map(IEndpointRouteBuilder api) =>
        api.MapPost($"/definitions/{PublishingKpiDefinitions.Kind}/{{name}}/simulate", async (string name, PublishKpiDefinitionRequest request, HttpContext http, ReadYourWrites writes, KpiTrials trials, TimeProvider clock, CancellationToken cancellation) =>
            {
                CommandOutcome? wrong = null;
                var answer = await QueryRoutes.AnswerAsync<KpiTrials, KpiTrial>(
                    http,
                    writes,
                    trials,
                    [KpiFigures.Projection],
                    [MonthParameter],
                    query =>
                    {
                        var month = query.Month("month") ?? DraftTrials.LastMonth(clock);
                        return async (service, asker, stop) =>
                        {
                            var tried = await service.TryAsync(asker.Scope, name, request, month, stop);
                            wrong = tried.Wrong;
                            return tried.Kpi;
                        };
                    },
                    cancellation);
                return wrong is null ? answer : Answers.Of(http, Guid.Empty, wrong);
            })
            // It takes what a publication takes and is none.
            .WithMetadata(new Speaks(typeof(TryDraft<PublishKpiDefinitionRequest>)))
            .Describe<KpiTrial>(Permission.ReadKpis, (DefinitionsInForce.Tag, "What a month comes to under a draft of a KPI's definition, beside what it comes to under the version that is valid for it; its body is the draft as it would be published."), [MonthParameter]);

    private static KpiValue Value(CaseKpi kpi, IReadOnlyList<CaseMilestone> month, CountedCases cases, IReadOnlyList<KpiSpan> spans)
    {
        var (numerator, denominator) = (0L, 0L);
        foreach (var one in month.Take(MostCases))
        {
            var (part, whole) = kpi.Counts(one, cases);
            (numerator, denominator) = (numerator + part, denominator + whole);
        }

        return KpiValue.Of(kpi, KpiKey.Total, [numerator, denominator], spans);
    }

    /// <summary>The cases of a month, one more than are looked at where there are as many.</summary>
    private Task<IReadOnlyList<CaseMilestone>> MonthAsync(Npgsql.NpgsqlConnection connection, AccessScope scope, DateOnly month, CancellationToken cancellation)
    {
        var where = new Conditions();
        scope.Narrow(where);
        where.Add($"registered_at >= {where.Value(zone.Begin(month))} and registered_at < {where.Value(zone.Begin(month.AddMonths(1)))}");
        var most = where.Value(MostCases + 1);
        return CaseMilestone.Table.QueryAsync(connection, $"select {CaseMilestone.Table.ColumnList} from {CaseMilestone.Table.Name} {where} order by registered_at, complaint limit {most}", where.Values, cancellation);
    }
}
