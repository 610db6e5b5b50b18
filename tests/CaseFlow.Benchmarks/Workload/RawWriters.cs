namespace CaseFlow.Benchmarks.Workload;

/// <summary>Raw writers side by side.</summary>
public sealed class RawWriters : IAsyncDisposable
{
    private readonly IReadOnlyList<RawWriter> writers;

    private RawWriters(IReadOnlyList<RawWriter> writers) => this.writers = writers;

    /// <summary>Each writer's next command.</summary>
    public IReadOnlyList<Func<Task>> All => [.. writers.Select(writer => (Func<Task>)writer.WriteAsync)];

    /// <summary>Opens them.</summary>
    public static async Task<RawWriters> OpenAsync(string connectionString, int number, IReadOnlyList<StoredRow[]> streams) =>
        new(await Task.WhenAll(Enumerable.Range(0, number).Select(_ => RawWriter.OpenAsync(connectionString, streams))));

    public async ValueTask DisposeAsync()
    {
        foreach (var writer in writers)
            await writer.DisposeAsync();
    }
}
