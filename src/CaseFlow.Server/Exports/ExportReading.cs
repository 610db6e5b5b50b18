using System.Runtime.CompilerServices;
using CaseFlow.EventStore;
using CaseFlow.EventStore.Projections;
using CaseFlow.EventStore.Sealing;
using CaseFlow.Server.Audit;
using CaseFlow.Server.Complaints;
using CaseFlow.Server.Platform.Reading;
using Npgsql;

namespace CaseFlow.Server.Exports;

/// <summary>
/// What exports are made of, row by row, from one snapshot of what a scope may see. One connection is read to its end while a second one, of
/// the same snapshot, answers what comes up on the way. What an event says is read from the events themselves, which never change, once the
/// snapshot has shown that it may be seen.
/// </summary>
public sealed class ExportReading : IAsyncDisposable
{
    /// <summary>How many rows are taken together.</summary>
    private const int Batch = 500;

    private static readonly string[] Projections = [EventLedger.Projection, WorkList.Projection];

    private readonly ReadSnapshot main;
    private readonly ReadSnapshot aside;
    private readonly ExportAsk ask;
    private readonly ChainTables events;
    private readonly EventTypes types;

    private ExportReading(ReadSnapshot main, ReadSnapshot aside, ExportAsk ask, ChainTables events, EventTypes types) =>
        (this.main, this.aside, this.ask, this.events, this.types) = (main, aside, ask, events, types);

    /// <summary>How much of the history lies up to a position.</summary>
    public double Share(long position) => main.Live.Position == 0 ? 1 : (double)position / main.Live.Position;

    /// <summary>Takes the snapshot.</summary>
    public static async Task<ExportReading> BeginAsync(NpgsqlDataSource database, EventTypes types, ExportAsk ask, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(ask);
        var main = await ReadSnapshot.BeginAsync(database, ask.Scope, EventLedger.Projection, [null], cancellation, WorkList.Projection);
        try
        {
            return new(main, await main.BesideAsync(database, ask.Scope, Projections, cancellation), ask, new(database), types);
        }
        catch
        {
            await main.DisposeAsync();
            throw;
        }
    }

    /// <summary>The cases that are asked for, the first received first.</summary>
    public IAsyncEnumerable<IReadOnlyList<WorkListRow>> CasesAsync(DateTimeOffset now, CancellationToken cancellation)
    {
        var where = new Conditions();
        ask.Scope.Narrow(where, ofCases: true);
        where.AddAny("status", ask.Filter.Statuses);
        WorkList.Narrow(where, ask.Filter, now);
        Between(where, "registered_at");
        return RowsAsync(WorkListRow.Table, where, "registered_at, complaint", NamingVisibleAsync, cancellation);
    }

    /// <summary>The events of the kinds of objects that exports know, as they were recorded.</summary>
    public IAsyncEnumerable<IReadOnlyList<LedgerRow>> EventsAsync(CancellationToken cancellation)
    {
        var where = new Conditions();
        ask.Scope.Narrow(where);
        where.Add($"stream_type = any({where.Value(ObjectKinds.StreamTypes)})");
        Between(where, "occurred_at");
        return RowsAsync(LedgerRow.Table, where, "position", NamingVisibleAsync, cancellation);
    }

    /// <summary>All events of some cases, of each in the order in which they happened.</summary>
    public async Task<ILookup<Guid, LedgerRow>> EventsOfAsync(IEnumerable<Guid> cases, CancellationToken cancellation)
    {
        var where = new Conditions();
        ask.Scope.Narrow(where);
        where.Add($"complaint = any({where.Value(cases.ToArray())})");
        where.Add($"stream_type = any({where.Value(ObjectKinds.StreamTypes)})");
        var rows = await LedgerRow.Table.QueryAsync(aside.Connection, $"select {LedgerRow.Table.ColumnList} from {LedgerRow.Table.Name} {where} order by occurred_at, position", where.Values, cancellation);
        return rows.ToLookup(row => row.Complaint!.Value);
    }

    /// <summary>Some cases, as far as they may be seen.</summary>
    public async Task<IReadOnlyDictionary<Guid, WorkListRow>> CasesOfAsync(IEnumerable<Guid> cases, CancellationToken cancellation)
    {
        var where = new Conditions();
        ask.Scope.Narrow(where, ofCases: true);
        where.Add($"complaint = any({where.Value(cases.ToArray())})");
        var rows = await LoadAsync(WorkListRow.Table, where, cancellation);
        return (await NamingVisibleAsync(rows, cancellation)).ToDictionary(row => row.Complaint);
    }

    /// <summary>Which of some cases may be named.</summary>
    public Task<IReadOnlySet<Guid>> VisibleAsync(IEnumerable<Guid?> cases, CancellationToken cancellation) =>
        OtherCases.VisibleAsync(aside.Connection, ask.Scope, WorkListRow.Table, cases, cancellation);

    /// <summary>What some events say, by their positions; of those alone that exports have a word for.</summary>
    public async Task<IReadOnlyDictionary<long, object>> SaidAsync(IEnumerable<LedgerRow> rows, CancellationToken cancellation)
    {
        var positions = rows.Where(row => EventMeanings.All.ContainsKey(row.Type)).Select(row => row.Position).ToArray();
        return positions.Length == 0
            ? new Dictionary<long, object>()
            : (await events.AtAsync(positions, cancellation)).ToDictionary(e => e.Position, e => types.Read(e.Type, e.Body.Span));
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await aside.DisposeAsync();
        await main.DisposeAsync();
    }

    private void Between(Conditions where, string column)
    {
        if (ask.From is { } from) where.Add($"{column} >= {where.Value(from.ToUniversalTime())}");
        if (ask.To is { } to) where.Add($"{column} < {where.Value(to.ToUniversalTime())}");
    }

    private Task<IReadOnlyList<TRow>> LoadAsync<TRow>(ProjectionTable<TRow> table, Conditions where, CancellationToken cancellation)
        where TRow : class => table.QueryAsync(aside.Connection, $"select {table.ColumnList} from {table.Name} {where}", where.Values, cancellation);

    private async IAsyncEnumerable<IReadOnlyList<TRow>> RowsAsync<TRow>(
        ProjectionTable<TRow> table, Conditions where, string order, Func<IReadOnlyList<TRow>, CancellationToken, Task<IReadOnlyList<TRow>>> show, [EnumeratorCancellation] CancellationToken cancellation)
        where TRow : class
    {
        await using var command = where.Command(main.Connection, $"select {table.ColumnList} from {table.Name} {where} order by {order}");
        // Sorting millions of cases takes PostgreSQL longer than a question may; who does not wait any more hangs up.
        command.CommandTimeout = 0;
        var reader = await command.ExecuteReaderAsync(cancellation);
        var isWhole = false;
        try
        {
            var rows = new List<TRow>(Batch);
            while (await reader.ReadAsync(cancellation))
            {
                rows.Add(table.Read(reader));
                if (rows.Count < Batch) continue;
                yield return await show(rows, cancellation);
                rows = new(Batch);
            }

            isWhole = true;
            if (rows.Count > 0) yield return await show(rows, cancellation);
        }
        finally
        {
            await CloseAsync(command, reader, isWhole);
        }
    }

    /// <summary>A reader is read to its end when it is closed; where nobody waits for the rest, PostgreSQL is told so.</summary>
    private static async Task CloseAsync(NpgsqlCommand command, NpgsqlDataReader reader, bool isWhole)
    {
        if (!isWhole) command.Cancel();
        try
        {
            await reader.DisposeAsync();
        }
        catch (Exception fault) when (!isWhole && fault is NpgsqlException or OperationCanceledException)
        {
            // That it was given up is no news.
        }
    }

    /// <summary>A case that lies outside of the territory is not named.</summary>
    private async Task<IReadOnlyList<WorkListRow>> NamingVisibleAsync(IReadOnlyList<WorkListRow> rows, CancellationToken cancellation)
    {
        var visible = await VisibleAsync(rows.Select(row => row.MergedInto), cancellation);
        return [.. rows.Select(row => row.MergedInto is null ? row : row with { MergedInto = visible.Shown(row.MergedInto) })];
    }

    private async Task<IReadOnlyList<LedgerRow>> NamingVisibleAsync(IReadOnlyList<LedgerRow> rows, CancellationToken cancellation)
    {
        var visible = await VisibleAsync(rows.Select(row => row.Complaint), cancellation);
        return [.. rows.Select(row => visible.Shown(row.Complaint) == row.Complaint ? row : row with { Complaint = null })];
    }
}
