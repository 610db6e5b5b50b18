namespace CaseFlow.Inspections;

/// <summary>How a rater answered one criterion.</summary>
/// <param name="Criterion">Its code.</param>
/// <param name="Points">From nothing to its most; none where it does not apply.</param>
/// <param name="Remark">What was said to it.</param>
public sealed record CriterionAnswer(string Criterion, int? Points, Sealed? Remark = null);

/// <summary>What a card's answers come to.</summary>
/// <param name="Percent">The weighted share of points among the criteria that apply, to one decimal; 0 when a critical criterion fails, none when nothing applies.</param>
/// <param name="Failed">The critical criteria without a point.</param>
/// <param name="Passed">Whether the card is passed.</param>
public sealed record CardScore(decimal? Percent, IReadOnlyList<string> Failed, bool Passed);

/// <summary>Adds up the answers on a card.</summary>
public static class Scoring
{
    /// <summary>Whether each criterion is answered once, within its points, and nothing else is.</summary>
    public static bool IsComplete(ScorecardContent content, IReadOnlyList<CriterionAnswer> answers)
    {
        ArgumentNullException.ThrowIfNull(content);
        ArgumentNullException.ThrowIfNull(answers);
        var criteria = content.AllCriteria().ToDictionary(one => one.Code, StringComparer.Ordinal);
        return answers.Count == criteria.Count
            && answers.DistinctBy(answer => answer.Criterion).Count() == answers.Count
            && answers.All(answer => criteria.TryGetValue(answer.Criterion, out var criterion) && Takes(criterion, answer.Points));
    }

    /// <summary>Whether a criterion takes so many points.</summary>
    public static bool Takes(Criterion criterion, int? points)
    {
        ArgumentNullException.ThrowIfNull(criterion);
        return points is { } given ? given >= 0 && given <= criterion.Top : criterion.MayNotApply;
    }

    /// <summary>The score: the sum of weight times points over most points, over the sum of weights, of what applies.</summary>
    public static CardScore Of(ScorecardContent content, IReadOnlyList<CriterionAnswer> answers)
    {
        ArgumentNullException.ThrowIfNull(content);
        var given = answers.ToDictionary(answer => answer.Criterion, answer => answer.Points, StringComparer.Ordinal);
        var applying = content.AllCriteria().Where(one => given.GetValueOrDefault(one.Code) is not null).ToList();
        string[] failed = [.. applying.Where(one => one.Critical && given[one.Code] == 0).Select(one => one.Code)];
        if (applying.Count == 0) return new(null, failed, Passed: false);
        var percent = failed.Length > 0 ? 0 : 100 * applying.Sum(one => (decimal)one.Weight * given[one.Code]!.Value / one.Top) / applying.Sum(one => one.Weight);
        return new(Math.Round(percent, 1, MidpointRounding.AwayFromZero), failed, failed.Length == 0 && percent >= content.PassPercent);
    }
}
