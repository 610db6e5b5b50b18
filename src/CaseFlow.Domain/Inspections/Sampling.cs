using CaseFlow.Complaints;
using CaseFlow.Definitions;

namespace CaseFlow.Inspections;

/// <summary>By what the cases are divided before some of each part are drawn.</summary>
public enum Stratification { Nothing, City, Channel, Topic, Handler }

/// <summary>Which cases may be drawn, and how many of them.</summary>
public sealed record SampleRule
{
    /// <summary>The territory that the sample belongs to.</summary>
    public required Region Region { get; init; }

    /// <summary>Cases that happened from this time on.</summary>
    public required DateTimeOffset From { get; init; }

    /// <summary>Cases that happened before this time.</summary>
    public required DateTimeOffset Before { get; init; }

    /// <summary>A topic with all below it; none for every topic.</summary>
    public string? Topic { get; init; }

    /// <summary>The kinds; empty for all.</summary>
    public IReadOnlyList<ComplaintKind> Kinds { get; init; } = [];

    /// <summary>Whether only closed cases count.</summary>
    public bool ClosedOnly { get; init; }

    /// <summary>What divides them.</summary>
    public required Stratification By { get; init; }

    /// <summary>How many of each part, when it is a number.</summary>
    public int? PerStratum { get; init; }

    /// <summary>How many per cent of each part, rounded up, when it is a share.</summary>
    public decimal? Percent { get; init; }

    /// <summary>Whether a case may be drawn, as it stood then.</summary>
    public bool Admits(PopulationCase one)
    {
        ArgumentNullException.ThrowIfNull(one);
        return Same(one.Region.Province, Region.Province) && (Region.City is null || Same(one.Region.City, Region.City))
            && one.OccurredAt >= From && one.OccurredAt < Before
            && (Topic is null || one.Topic == Topic || one.Topic.StartsWith(Topic + '.', StringComparison.Ordinal))
            && (Kinds.Count == 0 || Kinds.Contains(one.Kind))
            && (!ClosedOnly || one.Status == ComplaintStatus.Closed);
    }

    /// <summary>The part that a case belongs to; empty where it has none.</summary>
    public string StratumOf(PopulationCase one)
    {
        ArgumentNullException.ThrowIfNull(one);
        return By switch
        {
            Stratification.Nothing => "",
            Stratification.City => one.Region.City is null ? one.Region.Province : $"{one.Region.Province}.{one.Region.City}",
            Stratification.Channel => one.Channel,
            Stratification.Topic => TermCodes.AtLevel(one.Topic, 1),
            Stratification.Handler => one.Handler ?? "",
        };
    }

    /// <summary>How many are drawn of so many.</summary>
    public int SizeOf(int population) => Math.Min(population, PerStratum ?? (int)Math.Ceiling(population * (Percent ?? 0) / 100));

    private static bool Same(string? one, string? other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);
}

/// <summary>A case as it stood at the position up to which a draw looks.</summary>
public sealed record PopulationCase
{
    public required ComplaintId Complaint { get; init; }
    public required CustomerId Customer { get; init; }
    public required Region Region { get; init; }
    public required DateTimeOffset OccurredAt { get; init; }
    public required ComplaintKind Kind { get; init; }
    public required ComplaintStatus Status { get; init; }
    public required string Channel { get; init; }
    public required string Topic { get; init; }
    public string? Handler { get; init; }

    /// <summary>Everybody who did something to it.</summary>
    public required IReadOnlyCollection<string> DealtWith { get; init; }
}

/// <summary>A case that was drawn.</summary>
/// <param name="Complaint">Which.</param>
/// <param name="Customer">Whose.</param>
/// <param name="Region">Where.</param>
/// <param name="Handler">In whose hands it was.</param>
public sealed record SampledCase(ComplaintId Complaint, CustomerId Customer, Region Region, string? Handler);

/// <summary>A part of the cases, and what was drawn of it.</summary>
/// <param name="Code">Its city, channel, topic or handler; empty where there is none.</param>
/// <param name="Population">How many cases it has.</param>
/// <param name="Chosen">Those drawn, in the order of the draw.</param>
public sealed record Stratum(string Code, int Population, IReadOnlyList<SampledCase> Chosen);

/// <summary>Who rates a case.</summary>
public sealed record Assignment(ComplaintId Complaint, IReadOnlyList<string> Raters);

/// <summary>Draws cases, and divides them among raters: a pure function of the seed and the cases.</summary>
public static class Drawing
{
    private const ulong OfCases = 1;
    private const ulong OfDoubles = 2;

    /// <summary>In each part the cases with the lowest keyed hashes, as many as the rule says. Whoever has the same cases draws the same.</summary>
    public static IReadOnlyList<Stratum> Draw(SampleRule rule, long seed, IEnumerable<PopulationCase> population)
    {
        ArgumentNullException.ThrowIfNull(rule);
        return
        [
            .. from part in population.Where(rule.Admits).GroupBy(rule.StratumOf).OrderBy(part => part.Key.Length == 0).ThenBy(part => part.Key, StringComparer.Ordinal)
               let ordered = part.OrderBy(one => KeyedHash.Of(seed, OfCases, one.Complaint)).ThenBy(one => one.Complaint.Value).ToList()
               select new Stratum(part.Key, ordered.Count, [.. ordered.Take(rule.SizeOf(ordered.Count)).Select(one => new SampledCase(one.Complaint, one.Customer, one.Region, one.Handler))]),
        ];
    }

    /// <summary>Gives each case one rater after the other, and a share of the cases, which the seed decides, a second one. Nobody gets a case that they dealt with.</summary>
    /// <returns>For each case its raters; none where everybody dealt with it.</returns>
    public static IReadOnlyList<Assignment> Assign(IReadOnlyList<Stratum> strata, long seed, IEnumerable<PopulationCase> population, IReadOnlyList<string> raters, decimal doublePercent)
    {
        ArgumentNullException.ThrowIfNull(raters);
        List<ComplaintId> cases = [.. strata.SelectMany(stratum => stratum.Chosen).Select(one => one.Complaint)];
        var dealtWith = population.ToLookup(one => one.Complaint, one => one.DealtWith);
        var doubles = cases.OrderBy(one => KeyedHash.Of(seed, OfDoubles, one)).ThenBy(one => one.Value).Take((int)Math.Ceiling(cases.Count * doublePercent / 100)).ToHashSet();
        var assignments = new List<Assignment>();
        var next = 0;
        foreach (var one in cases)
        {
            List<string> free =
            [
                .. Enumerable.Range(0, raters.Count).Select(place => raters[(next + place) % raters.Count])
                    .Where(rater => !dealtWith[one].Any(names => Involves(names, rater))).Take(doubles.Contains(one) ? 2 : 1),
            ];
            next += free.Count;
            assignments.Add(new(one, free));
        }

        return assignments;
    }

    /// <summary>Whether somebody is among these people; user names differ by more than the case of a letter.</summary>
    public static bool Involves(IEnumerable<string> names, string name) => names.Contains(name, StringComparer.OrdinalIgnoreCase);
}
