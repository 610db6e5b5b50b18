using System.Runtime.InteropServices;
using Npgsql;

namespace CaseFlow.EventStore.Projections;

/// <summary>Rows of one table in a batch: loaded once, changed in memory, written with the checkpoint.</summary>
/// <typeparam name="TRow">The row.</typeparam>
public sealed class RowSet<TRow> : IRowSet
    where TRow : class
{
    /// <summary>What an entry takes beside its row: key, slot and their place in the dictionary, in bytes.</summary>
    private const int EntryWeight = 160;

    /// <summary>How many rounds a row is kept for each in which it was asked for again, and how many of these count.</summary>
    private const int Patience = 8;

    private readonly ProjectionTable<TRow> table;
    private readonly IRowSource source;
    private readonly Dictionary<RowKey, Slot> slots = [];

    internal RowSet(ProjectionTable<TRow> table, IRowSource source) => (this.table, this.source) = (table, source);

    private struct Slot
    {
        public TRow? Row;

        /// <summary>Whether the table has a row under the key.</summary>
        public bool Stored;
        public bool Changed;

        /// <summary>The round in which it was last asked for.</summary>
        public int Used;

        /// <summary>In how many rounds it was asked for again.</summary>
        public int Again;
        public int Weight;

        /// <summary>The round up to which it is worth keeping: what was asked for again and again will be asked for again.</summary>
        public readonly int Kept => Used + (Patience * Math.Min(Again, Patience));

        public void Use(int round)
        {
            if (Used < round && Weight > 0)
                Again++;
            Used = round;
        }
    }

    /// <summary>The row under a key, null when there is none. Setting null removes it.</summary>
    /// <exception cref="InvalidOperationException">The key was neither loaded nor set, or the row set bears another key.</exception>
    public TRow? this[RowKey key]
    {
        get => slots.TryGetValue(table.Normal(key), out var slot)
            ? slot.Row
            : throw new InvalidOperationException($"{key} of {table.Name} was not loaded; name it when asking for the rows.");
        set
        {
            var normal = table.Normal(key);
            if (value is not null && !table.Bears(value, normal))
                throw new InvalidOperationException($"The row set under {key} of {table.Name} bears the key {table.KeyOf(value)}.");
            ref var slot = ref CollectionsMarshal.GetValueRefOrAddDefault(slots, normal, out var known);
            if (known && ReferenceEquals(slot.Row, value))
                return;
            Count += (value is null ? 0 : 1) - (slot.Row is null ? 0 : 1);
            Put(ref slot, value);
            slot.Changed = true;
            if (!known)
                slot.Used = Round;
        }
    }

    /// <summary>How many rows were added beyond those removed.</summary>
    internal long Count { get; private set; }

    internal int Round { get; set; }

    /// <summary>About how many bytes the set takes.</summary>
    internal long Weight { get; private set; }

    internal IEnumerable<TRow> Rows => slots.Values.Select(slot => slot.Row).OfType<TRow>();

    internal async Task LoadAsync(IEnumerable<RowKey> keys, CancellationToken cancellation)
    {
        List<RowKey>? missing = null;
        foreach (var key in keys)
        {
            var normal = table.Normal(key);
            ref var slot = ref CollectionsMarshal.GetValueRefOrAddDefault(slots, normal, out var known);
            slot.Use(Round);
            if (known)
                continue;
            Put(ref slot, null);
            (missing ??= []).Add(normal);
        }
        if (missing is null)
            return;
        foreach (var row in await source.LoadAsync(table, missing, cancellation))
        {
            ref var slot = ref CollectionsMarshal.GetValueRefOrAddDefault(slots, table.KeyOf(row), out _);
            Put(ref slot, row);
            slot.Stored = true;
        }
    }

    private void Put(ref Slot slot, TRow? row)
    {
        slot.Row = row;
        // A row that changes weighs about what it did.
        if (slot.Weight > EntryWeight || (slot.Weight > 0 && row is null))
            return;
        var weight = EntryWeight + (row is null ? 0 : table.Weight(row));
        Weight += weight - slot.Weight;
        slot.Weight = weight;
    }

    IProjectionTable IRowSet.Table => table;

    long IRowSet.Count => Count;

    long IRowSet.Weight => Weight;

    int IRowSet.Round
    {
        get => Round;
        set => Round = value;
    }

    void IRowSet.AddWrites(NpgsqlBatch batch)
    {
        var changed = slots.Where(pair => pair.Value.Changed).ToList();
        List<RowKey> removed = [.. changed.Where(pair => pair.Value.Row is null).Select(pair => pair.Key)];
        List<TRow> written = [.. changed.Select(pair => pair.Value.Row).OfType<TRow>()];
        if (removed.Count > 0)
            batch.BatchCommands.Add(table.Delete(removed));
        if (written.Count > 0)
            batch.BatchCommands.Add(table.Upsert(written));
    }

    void IRowSet.AddWeights(long[] byRound)
    {
        foreach (var slot in slots.Values)
            byRound[Math.Min(slot.Kept, byRound.Length - 1)] += slot.Weight;
    }

    async Task<RowKey?> IRowSet.DifferingAsync(NpgsqlConnection connection, Func<RowKey, bool> among, CancellationToken cancellation)
    {
        List<RowKey> keys = [.. slots.Where(pair => pair.Value.Row is not null && among(pair.Key)).Select(pair => pair.Key)];
        var found = keys.Count == 0 ? [] : (await table.LoadAsync(connection, keys, cancellation)).ToDictionary(table.KeyOf);
        foreach (var key in keys)
        {
            if (!found.TryGetValue(key, out var row) || !table.AreSame(row, slots[key].Row!))
                return key;
        }
        return null;
    }

    IRowWrites IRowSet.Release(int upTo, KeyFilter stored)
    {
        var writes = new RowWrites<TRow>(table);
        foreach (var (key, slot) in slots)
        {
            if (slot.Kept > upTo)
                continue;
            Weight -= slot.Weight;
            slots.Remove(key);
            if (slot.Row is not null)
                stored.Add(table.Name, key);
            if (slot.Changed)
                writes.Add(key, slot.Row, slot.Stored);
        }
        return writes;
    }
}

/// <summary>Rows of whichever type.</summary>
internal interface IRowSet
{
    IProjectionTable Table { get; }

    /// <summary>How many rows were added beyond those removed.</summary>
    long Count { get; }

    /// <summary>About how many bytes it takes.</summary>
    long Weight { get; }

    /// <summary>Counts the pages of a replay; what was asked for last is kept longest.</summary>
    int Round { get; set; }

    /// <summary>Adds the statements that write what was changed.</summary>
    void AddWrites(NpgsqlBatch batch);

    /// <summary>Adds the bytes of what is worth keeping up to each round, up to the present one.</summary>
    void AddWeights(long[] byRound);

    /// <summary>The first of its keys that the table has another row under, or none.</summary>
    Task<RowKey?> DifferingAsync(NpgsqlConnection connection, Func<RowKey, bool> among, CancellationToken cancellation);

    /// <summary>Forgets what is worth keeping up to the round <paramref name="upTo"/> at most, and answers what of it the table does not know yet.</summary>
    IRowWrites Release(int upTo, KeyFilter stored);
}
