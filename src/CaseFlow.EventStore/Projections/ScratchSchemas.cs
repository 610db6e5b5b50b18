using Npgsql;

namespace CaseFlow.EventStore.Projections;

/// <summary>Schemas in which tables are built, and the session that builds them.</summary>
internal sealed class ScratchSchemas : IAsyncDisposable
{
    /// <summary>A node that is paused in the middle of a transaction holds up the others no longer than this, in milliseconds.</summary>
    private const int Patience = 10_000;

    private readonly List<string> indexes = [];

    private ScratchSchemas(NpgsqlConnection connection) => Connection = connection;

    public NpgsqlConnection Connection { get; }

    /// <summary>Where unqualified tables would be made without them.</summary>
    public string LiveSchema { get; private set; } = "";

    public static async Task<ScratchSchemas> CreateAsync(NpgsqlDataSource database, IReadOnlyList<ReplayTarget> targets, CancellationToken cancellation)
    {
        var scratch = new ScratchSchemas(await database.OpenConnectionAsync(cancellation));
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

    /// <summary>Makes the indexes that were left out, and lets the planner know the tables.</summary>
    public async Task IndexAsync(CancellationToken cancellation)
    {
        foreach (var index in indexes)
            await RunAsync(index, cancellation);
        indexes.Clear();
    }

    public async ValueTask DisposeAsync() => await PooledSession.EndAsync(Connection);

    private async Task CreateAsync(IReadOnlyList<ReplayTarget> targets, CancellationToken cancellation)
    {
        List<string> schemas = [.. targets.Select(target => target.Schema).Distinct()];
        foreach (var schema in schemas)
            await DatabaseLock.WrestAsync(Connection, $"{schema} at work", cancellation);
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
        await LeaveOutIndexesAsync(schemas, cancellation);
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

    private async Task LeaveOutIndexesAsync(List<string> schemas, CancellationToken cancellation)
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

    private async Task RunAsync(string sql, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(sql, Connection) { CommandTimeout = 0 };
        await command.ExecuteNonQueryAsync(cancellation);
    }
}
