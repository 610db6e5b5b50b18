namespace CaseFlow.Benchmarks.Harness;

/// <summary>The raw limit and ours, measured in turns, so that whatever else the machine does meets both.</summary>
public sealed class Rounds
{
    private readonly List<(double Raw, double Ours)> pairs = [];

    /// <summary>The median of the raw rounds.</summary>
    public double Raw => Median(pairs.Select(pair => pair.Raw));

    /// <summary>The median of our rounds.</summary>
    public double Ours => Median(pairs.Select(pair => pair.Ours));

    /// <summary>The median of the ratios of neighbouring rounds.</summary>
    public double Ratio => Median(Ratios);

    /// <summary>The lowest ratio of a round.</summary>
    public double LowestRatio => Ratios.Min();

    /// <summary>The highest ratio of a round.</summary>
    public double HighestRatio => Ratios.Max();

    private IEnumerable<double> Ratios => pairs.Select(pair => pair.Ours / pair.Raw);

    /// <summary>Measures both in turns, every second time the other way round.</summary>
    public static async Task<Rounds> AlternateAsync(int number, Func<Task<double>> raw, Func<Task<double>> ours)
    {
        ArgumentNullException.ThrowIfNull(raw);
        ArgumentNullException.ThrowIfNull(ours);
        var rounds = new Rounds();
        for (var round = 0; round < number; round++)
        {
            if (round % 2 == 0)
            {
                var first = await raw();
                rounds.pairs.Add((first, await ours()));
            }
            else
            {
                var first = await ours();
                rounds.pairs.Add((await raw(), first));
            }
        }

        return rounds;
    }

    /// <summary>The value in the middle; of an even number, the mean of the two.</summary>
    public static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        return (sorted[(sorted.Count - 1) / 2] + sorted[sorted.Count / 2]) / 2;
    }

    /// <summary>The value that 99 of 100 do not exceed.</summary>
    public static double P99(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        return sorted[(int)Math.Ceiling(sorted.Count * 0.99) - 1];
    }
}
