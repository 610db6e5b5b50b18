using System.Collections.Concurrent;
using Npgsql;

namespace CaseFlow.EventStore.Projections;

/// <summary>Schemas in which tables are built, and the session that builds them.</summary>
internal sealed class ScratchSchemas : IAsyncDisposable
{
    /// <summary>A node that is paused in the middle of a transaction holds up the others no longer than this, in milliseconds.</summary>
    private const int Patience = 10_000;

    /// <summary>How many sessions make indexes at once.</summary>
    private const int MostSessions = 4;

    private readonly NpgsqlDataSource database;
    private readonly List<string> schemas;
    private readonly List<string> indexes = [];
    private readonly List<string> tables = [];

    private ScratchSchemas(NpgsqlDataSource database, NpgsqlConnection connection, IEnumerable<ReplayTarget> targets) =>
        (this.database, Connection, schemas) = (database, connection, [.. targets.Select(target => target.Schema).Distinct()]);

    public NpgsqlConnection Connection { get; }

    /// <summary>Where unqualified tables would be made without them.</summary>
    public string LiveSchema { get; private set; } = "";

    public static async Task<ScratchSchemas> CreateAsync(NpgsqlDataSource database, IReadOnlyList<ReplayTarget> targets, CancellationToken cancellation)
    {
        var scratch = new ScratchSchemas(database, await database.OpenConnectionAsync(cancellation), targets);
        try
        {
            await scratch.CreateAsync(targets, cancellation);
            return scratch;
        }
        catch
        {
            await scratch.DisposeAsync();
            throw;
        }
    }

    /// <summary>Makes the indexes that were left out, several at once, and lets the planner know the tables.</summary>
    public async Task IndexAsync(CancellationToken cancellation)
    {
        await ShareAsync(indexes, cancellation);
        await ShareAsync(tables.Select(table => $"alter table {table} reset (autovacuum_enabled); analyze {table}"), cancellation);
        indexes.Clear();
        tables.Clear();
    }

    public async ValueTask DisposeAsync() => await PooledSession.EndAsync(Connection);

    private async Task CreateAsync(IReadOnlyList<ReplayTarget> targets, CancellationToken cancellation)
    {
        foreach (var schema in schemas)
        {
            await DatabaseLock.WrestAsync(Connection, $"{schema} at work", cancellation);
            await DatabaseLock.EndHoldersAsync(Connection, Beside(schema), cancellation);
        }
        await using (var live = new NpgsqlCommand("select current_schema()", Connection))
            LiveSchema = (string)(await live.ExecuteScalarAsync(cancellation))!;

        await using var transaction = await Connection.BeginTransactionAsync(cancellation);
        foreach (var schema in schemas)
            await RunAsync($"drop schema if exists \"{schema}\" cascade; create schema \"{schema}\"", cancellation);
        foreach (var target in targets)
        {
            await SearchAsync([target.Schema], cancellation);
            await Definition.CreateTablesAsync(target.Projection, Connection, cancellation);
        }
        await LeaveOutIndexesAsync(cancellation);
        await LeaveAloneAsync(cancellation);
        await SearchAsync(schemas, cancellation);
        await transaction.CommitAsync(cancellation);
    }

    private async Task SearchAsync(IEnumerable<string> schemas, CancellationToken cancellation)
    {
        await using var search = new NpgsqlCommand(SqlText.SearchFirst, Connection)
        {
            Parameters = { new() { Value = string.Join(", ", schemas.Append(LiveSchema).Select(schema => $"\"{schema}\"")) }, new() { Value = $"{Patience}" } },
        };
        await search.ExecuteNonQueryAsync(cancellation);
    }

    private async Task LeaveOutIndexesAsync(CancellationToken cancellation)
    {
        var names = new List<string>();
        await using (var find = new NpgsqlCommand(SqlText.SecondaryIndexes, Connection) { Parameters = { new() { Value = schemas } } })
        await using (var reader = await find.ExecuteReaderAsync(cancellation))
        {
            while (await reader.ReadAsync(cancellation))
            {
                names.Add(reader.GetString(0));
                indexes.Add(reader.GetString(1));
            }
        }
        foreach (var name in names)
            await RunAsync($"drop index {name}", cancellation);
    }

    /// <summary>Autovacuum would look through tables again and again that only grow.</summary>
    private async Task LeaveAloneAsync(CancellationToken cancellation)
    {
        await using (var find = new NpgsqlCommand(SqlText.TablesOf, Connection) { Parameters = { new() { Value = schemas } } })
        await using (var reader = await find.ExecuteReaderAsync(cancellation))
        {
            while (await reader.ReadAsync(cancellation))
                tables.Add(reader.GetString(0));
        }
        foreach (var table in tables)
            await RunAsync($"alter table {table} set (autovacuum_enabled = false)", cancellation);
    }

    /// <summary>The name of the lock of the sessions that help.</summary>
    private static string Beside(string schema) => $"{schema} beside";

    /// <summary>Runs statements in several sessions, whichever is free.</summary>
    private async Task ShareAsync(IEnumerable<string> statements, CancellationToken cancellation)
    {
        var left = new ConcurrentQueue<string>(statements);
        var helpers = new List<NpgsqlConnection>();
        try
        {
            while (helpers.Count < Math.Min(MostSessions, Environment.ProcessorCount) - 1)
                helpers.Add(await HelperAsync(cancellation));
            // Whoever took the schemas over meanwhile has ended this session first, and ends the helpers that it finds.
            await RunAsync("set max_parallel_maintenance_workers = 0", Connection, cancellation);
            await Task.WhenAll(helpers.Append(Connection).Select(WorkAsync));
        }
        finally
        {
            foreach (var helper in helpers)
                await PooledSession.EndAsync(helper);
        }

        async Task WorkAsync(NpgsqlConnection connection)
        {
            try
            {
                while (left.TryDequeue(out var statement))
                    await RunAsync(statement, connection, cancellation);
            }
            catch
            {
                left.Clear();
                throw;
            }
        }
    }

    /// <summary>Another session for the schemas, which ends with whoever takes them over.</summary>
    private async Task<NpgsqlConnection> HelperAsync(CancellationToken cancellation)
    {
        var helper = await database.OpenConnectionAsync(cancellation);
        foreach (var schema in schemas)
            await DatabaseLock.HoldSharedAsync(helper, Beside(schema), cancellation);
        await RunAsync("set max_parallel_maintenance_workers = 0", helper, cancellation);
        return helper;
    }

    private Task RunAsync(string sql, CancellationToken cancellation) => RunAsync(sql, Connection, cancellation);

    private static async Task RunAsync(string sql, NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        await command.ExecuteNonQueryAsync(cancellation);
    }
}
