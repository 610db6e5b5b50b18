namespace CaseFlow.Kpis;

/// <summary>One cause among others, the most frequent first.</summary>
/// <param name="Of">The cause.</param>
/// <param name="Count">How often it was seen.</param>
/// <param name="Cumulative">The share of all that it and those before it have, from 0 to 1.</param>
public sealed record ParetoBar<T>(T Of, long Count, decimal Cumulative);

/// <summary>The few causes that make most of the whole (Juran's vital few).</summary>
public static class Pareto
{
    /// <summary>The causes in the order of their counts; those of the same count stay in their order. Causes that were not seen are left out.</summary>
    public static IReadOnlyList<ParetoBar<T>> Of<T>(IEnumerable<(T Of, long Count)> causes)
    {
        ArgumentNullException.ThrowIfNull(causes);
        var seen = causes.Where(cause => cause.Count > 0).OrderByDescending(cause => cause.Count).ToList();
        var (all, sum) = (seen.Sum(cause => cause.Count), 0L);
        return [.. seen.Select(cause => new ParetoBar<T>(cause.Of, cause.Count, (decimal)(sum += cause.Count) / all))];
    }
}
