using Npgsql;

namespace CaseFlow.EventStore.Projections;

/// <summary>Rows of one table in a batch: loaded once, changed in memory, written with the checkpoint.</summary>
/// <typeparam name="TRow">The row.</typeparam>
public sealed class RowSet<TRow> : IRowSet
    where TRow : class
{
    private readonly ProjectionTable<TRow> table;
    private readonly Dictionary<RowKey, TRow?> rows = [];
    private readonly HashSet<RowKey> changed = [];

    internal RowSet(ProjectionTable<TRow> table) => this.table = table;

    /// <summary>The row under a key, null when there is none. Setting null removes it.</summary>
    /// <exception cref="InvalidOperationException">The key was neither loaded nor set, or the row set bears another key.</exception>
    public TRow? this[RowKey key]
    {
        get => rows.TryGetValue(table.Normal(key), out var row)
            ? row
            : throw new InvalidOperationException($"{key} of {table.Name} was not loaded; name it when asking for the rows.");
        set
        {
            var normal = table.Normal(key);
            if (value is not null && table.KeyOf(value) != normal)
                throw new InvalidOperationException($"The row set under {key} of {table.Name} bears the key {table.KeyOf(value)}.");
            if (rows.TryGetValue(normal, out var before) && ReferenceEquals(before, value))
                return;
            rows[normal] = value;
            changed.Add(normal);
        }
    }

    internal async Task LoadAsync(NpgsqlConnection connection, IEnumerable<RowKey> keys, CancellationToken cancellation)
    {
        var missing = keys.Select(table.Normal).Where(key => !rows.ContainsKey(key)).ToHashSet();
        if (missing.Count == 0)
            return;
        foreach (var key in missing)
            rows.Add(key, null);
        foreach (var row in await table.LoadAsync(connection, missing, cancellation))
            rows[table.KeyOf(row)] = row;
    }

    void IRowSet.AddWrites(NpgsqlBatch batch)
    {
        var removed = changed.Where(key => rows[key] is null).ToList();
        var written = changed.Select(key => rows[key]).OfType<TRow>().ToList();
        if (removed.Count > 0)
            batch.BatchCommands.Add(table.Delete(removed));
        if (written.Count > 0)
            batch.BatchCommands.Add(table.Upsert(written));
    }
}

/// <summary>Rows of whichever type.</summary>
internal interface IRowSet
{
    /// <summary>Adds the statements that write what was changed.</summary>
    void AddWrites(NpgsqlBatch batch);
}
