namespace CaseFlow.Benchmarks.Harness;

/// <summary>One row, or a few rows, of the table of what the engine must show.</summary>
public interface IBenchmark
{
    /// <summary>What <c>--only</c> calls it.</summary>
    string Name { get; }

    /// <summary>What is measured, in one sentence.</summary>
    string Question { get; }

    /// <summary>Whether it takes too long for a quick look.</summary>
    bool IsLong => false;

    /// <summary>Measures.</summary>
    IAsyncEnumerable<Figure> RunAsync(Bench bench);
}
