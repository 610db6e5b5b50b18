using CaseFlow.EventStore.Projections;

namespace CaseFlow.Server.Platform.Reading;

/// <summary>A counter that rows add up to. Its key says what is counted together.</summary>
public interface ICell<TSelf>
    where TSelf : class, ICell<TSelf>
{
    /// <summary>What is counted together.</summary>
    RowKey Key { get; }

    /// <summary>Whether nothing is counted, so that the cell need not exist.</summary>
    bool IsZero { get; }

    /// <summary>This cell and another one of the same key, together.</summary>
    TSelf Plus(TSelf other);

    /// <summary>The cell that takes this one away.</summary>
    TSelf Negated();
}

/// <summary>Keeps counters up with the rows that they count: what a row counted for before is taken away, what it counts for now is added.</summary>
public sealed class Tally<TCell>(ProjectionTable<TCell> table)
    where TCell : class, ICell<TCell>
{
    /// <summary>Applies changes of rows, each given as the cell that it counted towards before and the one now; null where it counts towards none.</summary>
    public async Task ApplyAsync(ProjectionBatch batch, IEnumerable<(TCell? Before, TCell? Now)> changes, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(batch);
        ArgumentNullException.ThrowIfNull(changes);
        var net = new Dictionary<RowKey, TCell>();
        foreach (var (before, now) in changes)
        {
            if (before is not null) Add(before.Negated());
            if (now is not null) Add(now);
        }

        var moved = net.Where(cell => !cell.Value.IsZero).ToList();
        var cells = await batch.RowsAsync(table, moved.Select(cell => cell.Key), cancellation);
        foreach (var (key, delta) in moved)
        {
            var sum = cells[key]?.Plus(delta) ?? delta;
            cells[key] = sum.IsZero ? null : sum;
        }

        void Add(TCell cell) => net[cell.Key] = net.TryGetValue(cell.Key, out var sum) ? sum.Plus(cell) : cell;
    }
}
