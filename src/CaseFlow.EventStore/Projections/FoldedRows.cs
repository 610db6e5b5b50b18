using Npgsql;

namespace CaseFlow.EventStore.Projections;

/// <summary>
/// The rows of a replay: as many as memory is given for, the others in the tables. Rows that were not asked for lately go to the
/// tables while the fold goes on, those that were asked for again and again, as counters are, the latest. The tables begin empty and nobody else writes them, so only rows that went there are looked up.
/// </summary>
/// <param name="connection">Whose search path leads to the tables.</param>
/// <param name="memory">How many bytes the rows in memory may take, about.</param>
internal sealed class FoldedRows(NpgsqlConnection connection, long memory) : IRowSource, IAsyncDisposable
{
    /// <summary>How much of the memory is freed at once: enough rows for a COPY to be worth it, not so many that they are read back.</summary>
    private const double Freed = 0.2;

    private readonly KeyFilter stored = new();
    private Task writing = Task.CompletedTask;

    public async Task<IReadOnlyList<TRow>> LoadAsync<TRow>(ProjectionTable<TRow> table, IReadOnlyList<RowKey> keys, CancellationToken cancellation)
        where TRow : class
    {
        List<RowKey>? there = null;
        foreach (var key in keys)
        {
            if (stored.MayHold(table.Name, key))
                (there ??= []).Add(key);
        }
        if (there is null)
            return [];
        await writing;
        return await table.LoadAsync(connection, there, cancellation);
    }

    public async Task<IReadOnlyList<TRow>> PageAsync<TRow>(RowSet<TRow> set, ProjectionTable<TRow> table, RowKey? after, int limit, CancellationToken cancellation)
        where TRow : class
    {
        await writing;
        return await table.PageAsync(connection, after, limit, cancellation);
    }

    public Task FlushAsync(Dictionary<IProjectionTable, IRowSet> sets, CancellationToken cancellation) => FlushAsync(sets.Values, cancellation);

    /// <summary>Writes everything and waits until it is written.</summary>
    public async Task FlushAsync(IReadOnlyCollection<IRowSet> sets, CancellationToken cancellation)
    {
        await WriteAsync(sets, int.MaxValue, cancellation);
        await writing;
    }

    /// <summary>After the page <paramref name="round"/>: begins to write what was not asked for lately when memory is used up.</summary>
    public async Task TrimAsync(IReadOnlyCollection<IRowSet> sets, int round, CancellationToken cancellation)
    {
        var weight = sets.Sum(set => set.Weight);
        if (weight > memory)
        {
            var byRound = new long[round + 1];
            foreach (var set in sets)
                set.AddWeights(byRound);
            var (upTo, surplus) = (-1, weight - (long)(memory * (1 - Freed)));
            while (surplus > 0 && upTo < round)
                surplus -= byRound[++upTo];
            await WriteAsync(sets, upTo == round ? int.MaxValue : upTo, cancellation);
        }
        foreach (var set in sets)
            set.Round = round + 1;
    }

    public async ValueTask DisposeAsync() => await writing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    private async Task WriteAsync(IReadOnlyCollection<IRowSet> sets, int upTo, CancellationToken cancellation)
    {
        await writing;
        List<IRowWrites> writes = [.. sets.Select(set => set.Release(upTo, stored))];
        writing = Task.Run(
            async () =>
            {
                foreach (var some in writes)
                    await some.WriteAsync(connection, cancellation);
            },
            cancellation);
    }
}
