using CaseFlow.Inspections;
using CaseFlow.Server.Platform.Reading;
using CaseFlow.Server.Platform.Web;

namespace CaseFlow.Server.Inspections;

/// <summary>A share with its number of cases and its 95 per cent interval.</summary>
/// <param name="Count">How many.</param>
/// <param name="Of">Of how many.</param>
/// <param name="Share">The share from 0 to 1; null of nothing.</param>
/// <param name="Low">Where Wilson's score interval begins.</param>
/// <param name="High">Where it ends.</param>
public sealed record ShareOf(int Count, int Of, double? Share, double? Low, double? High)
{
    internal static ShareOf From(Proportion proportion) => new(proportion.Count, proportion.Of, proportion.Share, proportion.Interval?.Low, proportion.Interval?.High);
}

/// <summary>What the findings on a criterion come to.</summary>
/// <param name="Criterion">Its code.</param>
/// <param name="Full">The findings with full points, of those to which it applies.</param>
/// <param name="MeanPoints">The mean of the points; null of nothing.</param>
/// <param name="NotApplicable">How many found that it does not apply.</param>
public sealed record CriterionResult(string Criterion, ShareOf Full, double? MeanPoints, int NotApplicable);

/// <summary>What the findings on the cases of one handler or one city come to.</summary>
/// <param name="Code">The handler or the city; empty for cases in nobody's hands.</param>
/// <param name="Passed">The findings that passed, of all.</param>
/// <param name="MeanPercent">The mean of the scores; null of nothing.</param>
public sealed record GroupResult(string Code, ShareOf Passed, double? MeanPercent);

/// <summary>How far two raters agree on a criterion.</summary>
/// <param name="Criterion">Its code.</param>
/// <param name="Agreed">The cases on which they answered the same, "not applicable" included.</param>
/// <param name="Weighted">Whether kappa has quadratic weights, as that of a scale; it then counts the cases to which both say that it applies.</param>
/// <param name="KappaOf">How many cases kappa counts.</param>
/// <param name="Kappa">Kappa; null where it is not computable, because neither ever differed or there is no case.</param>
public sealed record CriterionAgreement(string Criterion, ShareOf Agreed, bool Weighted, int KappaOf, double? Kappa);

/// <summary>Two raters of the same cases. What each submitted counts, whatever an appeal put in its place.</summary>
/// <param name="One">A rater.</param>
/// <param name="Other">The other.</param>
/// <param name="Cases">How many cases both have rated.</param>
/// <param name="Passed">The cases on which they agree whether the card is passed.</param>
/// <param name="Criteria">Criterion by criterion.</param>
public sealed record RaterComparison(string One, string Other, int Cases, ShareOf Passed, IReadOnlyList<CriterionAgreement> Criteria);

/// <summary>What the findings of a sample come to, as far as its cases lie in the reader's territory.</summary>
/// <param name="Findings">How many findings count.</param>
/// <param name="Withheld">How many cases are left out because the reader has yet to rate them.</param>
/// <param name="Passed">The findings that passed.</param>
/// <param name="MeanPercent">The mean of the scores; null of nothing.</param>
/// <param name="Criteria">By criterion, in the card's order.</param>
/// <param name="Handlers">By handler.</param>
/// <param name="Cities">By city.</param>
/// <param name="Comparisons">The raters of the same cases, two by two.</param>
public sealed record ResultsOfSample(
    int Findings, int Withheld, ShareOf Passed, double? MeanPercent, IReadOnlyList<CriterionResult> Criteria, IReadOnlyList<GroupResult> Handlers, IReadOnlyList<GroupResult> Cities, IReadOnlyList<RaterComparison> Comparisons);

/// <summary>What did the inspection of a sample come to, and how far do its raters agree? A sample has some hundreds of findings at most, which are added up when it is asked.</summary>
public sealed class InspectionResults(ReadModels models, InspectionSamples samples, ScorecardBook cards)
{
    /// <summary>The results; null when none of the sample's cases lies in the territory.</summary>
    public async Task<ReadAnswer<ResultsOfSample>?> AskAsync(AccessScope scope, InspectionSampleId sample, Caller caller, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(scope);
        ArgumentNullException.ThrowIfNull(caller);
        if (await samples.FindAsync(scope, sample, cancellation) is not { Data: var of }) return null;
        var card = await cards.FindAsync(of.Card, of.CardVersion, cancellation) ?? throw new InvalidOperationException($"The scorecard {of.Card} has no version {of.CardVersion}.");
        var where = new Conditions();
        scope.Narrow(where);
        where.AddEqual<Guid>("sample", sample.Value);
        var answer = await models.AskAsync(
            scope,
            InspectionsProjection.Projection,
            async connection => (
                Items: await InspectionItemRow.Table.QueryAsync(connection, $"select {InspectionItemRow.Table.ColumnList} from {InspectionItemRow.Table.Name} {where}", where.Values, cancellation),
                Findings: await InspectionFindingRow.Table.QueryAsync(connection, $"select {InspectionFindingRow.Table.ColumnList} from {InspectionFindingRow.Table.Name} {where}", where.Values, cancellation)),
            cancellation);
        var items = answer.Data.Items.ToDictionary(item => item.Complaint);
        var counted = answer.Data.Findings.Where(finding => !items[finding.Complaint].IsOwedBy(caller.Actor)).ToList();
        return new(answer.Position, answer.AsOf, new(
            counted.Count,
            answer.Data.Items.Count(item => item.IsOwedBy(caller.Actor) && item.Submitted.Length > 0),
            Passed(counted),
            Mean(counted),
            Criteria(card.Content, counted),
            Groups(counted, finding => items[finding.Complaint].Handler ?? ""),
            Groups(counted, finding => AccessScope.Code(finding.Province, finding.City)),
            Comparisons(card.Content, counted)));
    }

    private static ShareOf Passed(List<InspectionFindingRow> findings) => ShareOf.From(new(findings.Count(finding => finding.CountedScore().Passed), findings.Count));

    private static double? Mean(IEnumerable<InspectionFindingRow> findings) => Average(findings.Select(finding => finding.CountedScore().Percent).OfType<decimal>());

    private static double? Average(IEnumerable<decimal> numbers) => numbers.ToList() is { Count: > 0 } some ? (double)some.Average() : null;

    private static List<CriterionResult> Criteria(ScorecardContent card, List<InspectionFindingRow> findings)
    {
        var answers = findings.SelectMany(finding => finding.CountedAnswers()).ToLookup(answer => answer.Criterion, answer => answer.Points);
        return
        [
            .. from criterion in card.AllCriteria()
               let points = answers[criterion.Code].OfType<int>().ToList()
               select new CriterionResult(
                   criterion.Code,
                   ShareOf.From(new(points.Count(given => given == criterion.Top), points.Count)),
                   Average(points.Select(given => (decimal)given)),
                   answers[criterion.Code].Count(given => given is null)),
        ];
    }

    private static List<GroupResult> Groups(IEnumerable<InspectionFindingRow> findings, Func<InspectionFindingRow, string> by) =>
        [.. findings.GroupBy(by).OrderBy(group => group.Key, StringComparer.Ordinal).Select(group => new GroupResult(group.Key, Passed([.. group]), Mean(group)))];

    private static List<RaterComparison> Comparisons(ScorecardContent card, IEnumerable<InspectionFindingRow> findings) =>
    [
        .. from finding in findings
           group finding by finding.Complaint into ofCase
           where ofCase.Count() == 2
           let pair = ofCase.OrderBy(finding => finding.Rater, StringComparer.OrdinalIgnoreCase).ToList()
           group (One: pair[0], Other: pair[1]) by (pair[0].Rater, Other: pair[1].Rater) into pairs
           orderby pairs.Key
           select Compare(card, pairs.Key.Rater, pairs.Key.Other, [.. pairs]),
    ];

    private static RaterComparison Compare(ScorecardContent card, string one, string other, IReadOnlyList<(InspectionFindingRow One, InspectionFindingRow Other)> cases)
    {
        var answers = cases.Select(pair => (One: Points(pair.One), Other: Points(pair.Other))).ToList();
        var passed = cases.Count(pair => InspectionFindingRow.Read<CardScore>(pair.One.Score).Passed == InspectionFindingRow.Read<CardScore>(pair.Other.Score).Passed);
        return new(one, other, cases.Count, ShareOf.From(new(passed, cases.Count)), [.. card.AllCriteria().Select(criterion => Compare(criterion, [.. answers.Select(pair => (pair.One[criterion.Code], pair.Other[criterion.Code]))]))]);
    }

    private static CriterionAgreement Compare(Criterion criterion, IReadOnlyList<(int? One, int? Other)> pairs)
    {
        var agreed = ShareOf.From(new(pairs.Count(pair => pair.One == pair.Other), pairs.Count));
        if (criterion.Kind == CriterionKind.YesNo)
            return new(criterion.Code, agreed, Weighted: false, pairs.Count, Agreement.Kappa([.. pairs.Select(pair => (pair.One ?? -1, pair.Other ?? -1))]));
        List<(int One, int Other)> both = [.. pairs.Where(pair => pair is { One: not null, Other: not null }).Select(pair => (pair.One!.Value, pair.Other!.Value))];
        return new(criterion.Code, agreed, Weighted: true, both.Count, Agreement.WeightedKappa(both));
    }

    private static Dictionary<string, int?> Points(InspectionFindingRow finding) => finding.SubmittedAnswers().ToDictionary(answer => answer.Criterion, answer => answer.Points);
}
