using System.Data;
using CaseFlow.EventStore.Projections;
using Npgsql;

namespace CaseFlow.Server.Platform.Reading;

/// <summary>The rows of a projection, live ones or a replay's, as they stand in a snapshot.</summary>
/// <param name="Replay">The replay; null for the live rows.</param>
/// <param name="Schema">Where its tables are.</param>
/// <param name="Position">Up to which event it counts everything.</param>
/// <param name="AsOf">When that event was recorded; null before the first one.</param>
public sealed record SnapshotSide(ReplayStatus? Replay, string Schema, long Position, DateTimeOffset? AsOf);

/// <summary>One snapshot of the rows of a projection and of replays of it. A question names tables without their schema, so that it can be asked of each.</summary>
public sealed class ReadSnapshot : IAsyncDisposable
{
    private static readonly string ReachedSql = ServerSchema.Sql("projection_reached.sql");
    private static readonly string AskAsSql = ServerSchema.Sql("ask_as_reader.sql");

    private readonly NpgsqlTransaction transaction;

    private ReadSnapshot(NpgsqlConnection connection, NpgsqlTransaction transaction, SnapshotSide live, IReadOnlyList<ReplayStatus?> replays)
    {
        (Connection, this.transaction, Live) = (connection, transaction, live);
        Sides = [.. replays.Select(replay => replay is null ? live : new(replay, replay.Schema, replay.Position, replay.RecordedAt))];
    }

    /// <summary>Where to ask.</summary>
    public NpgsqlConnection Connection { get; }

    /// <summary>The live rows, whose schema has the events as well.</summary>
    public SnapshotSide Live { get; }

    /// <summary>What can be asked, in the order in which it was named.</summary>
    public IReadOnlyList<SnapshotSide> Sides { get; }

    /// <summary>Takes the snapshot for somebody who may see a scope; null stands for the live rows.</summary>
    /// <param name="database">The database.</param>
    /// <param name="scope">What may be seen.</param>
    /// <param name="projection">The projection that keeps the rows.</param>
    /// <param name="replays">What is asked of it.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <param name="others">Other projections, whose live rows are asked as well.</param>
    /// <exception cref="ReplayUnavailableException">A replay is not kept any more.</exception>
    public static async Task<ReadSnapshot> BeginAsync(
        NpgsqlDataSource database, AccessScope scope, string projection, IReadOnlyList<ReplayStatus?> replays, CancellationToken cancellation, params IReadOnlyList<string> others)
    {
        ArgumentNullException.ThrowIfNull(database);
        ArgumentNullException.ThrowIfNull(scope);
        ArgumentNullException.ThrowIfNull(replays);
        var connection = await database.OpenConnectionAsync(cancellation);
        try
        {
            var transaction = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellation);
            await using var begin = new NpgsqlBatch(connection);
            foreach (var replay in replays)
                begin.BatchCommands.Add(new(Hold(projection, replay)));
            foreach (var other in others)
                begin.BatchCommands.Add(new(Hold(other, null)));
            begin.BatchCommands.Add(new(ReachedSql) { Parameters = { new() { Value = projection } } });
            // From here on the connection sees what the scope lets it see, until its transaction ends.
            begin.BatchCommands.Add(AskAs(scope));
            return new(connection, transaction, await LiveAsync(begin, cancellation), replays);
        }
        catch (PostgresException fault) when (fault.SqlState is PostgresErrorCodes.UndefinedTable or PostgresErrorCodes.InvalidSchemaName && replays.OfType<ReplayStatus>().Any())
        {
            await connection.DisposeAsync();
            throw ReplayUnavailableException.Gone(replays.OfType<ReplayStatus>().First().Id);
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    /// <summary>The same snapshot on another connection, to ask while this one is being read.</summary>
    /// <remarks>
    /// It waits for the tables' locks a moment only: where a rebuild is about to replace the tables, it would wait for this snapshot to end,
    /// which waits for it.
    /// </remarks>
    /// <param name="database">The database.</param>
    /// <param name="scope">What may be seen.</param>
    /// <param name="projections">The projections whose live rows are asked.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="PostgresException">With <see cref="PostgresErrorCodes.LockNotAvailable"/>: the tables are about to be replaced.</exception>
    public async Task<ReadSnapshot> BesideAsync(NpgsqlDataSource database, AccessScope scope, IReadOnlyList<string> projections, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(database);
        ArgumentNullException.ThrowIfNull(scope);
        ArgumentNullException.ThrowIfNull(projections);
        await using var export = new NpgsqlCommand("select pg_export_snapshot()", Connection);
        var id = (string)(await export.ExecuteScalarAsync(cancellation))!;
        var connection = await database.OpenConnectionAsync(cancellation);
        try
        {
            var transaction = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellation);
            // What names the snapshot is made of hexadecimal digits and hyphens by PostgreSQL.
            await using var begin = new NpgsqlBatch(connection) { BatchCommands = { new($"set transaction snapshot '{id}'"), new($"set local lock_timeout = '{LockPatience}'") } };
            foreach (var projection in projections)
                begin.BatchCommands.Add(new(Hold(projection, null)));
            begin.BatchCommands.Add(AskAs(scope));
            await begin.ExecuteNonQueryAsync(cancellation);
            return new(connection, transaction, Live, []);
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    /// <summary>Asks a question of one side.</summary>
    public async Task<ReadAnswer<T>> AskAsync<T>(SnapshotSide side, Func<NpgsqlConnection, Task<T>> ask, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(side);
        ArgumentNullException.ThrowIfNull(ask);
        if (Sides.Any(one => one.Replay is not null))
        {
            await using var look = new NpgsqlCommand("select set_config('search_path', quote_ident($1) || ', ' || quote_ident($2), true)", Connection)
            {
                Parameters = { new() { Value = side.Schema }, new() { Value = Live.Schema } },
            };
            await look.ExecuteNonQueryAsync(cancellation);
        }

        return new(side.Position, side.AsOf, await ask(Connection));
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await transaction.DisposeAsync();
        await Connection.DisposeAsync();
    }

    private const string LockPatience = "2s";

    private static NpgsqlBatchCommand AskAs(AccessScope scope) => new(AskAsSql) { Parameters = { Setting(scope.Province), Setting(scope.City), Setting(scope.Department) } };

    private static NpgsqlParameter Setting(string? part) => new() { Value = part ?? RowSecurity.Any };

    private static async Task<SnapshotSide> LiveAsync(NpgsqlBatch begin, CancellationToken cancellation)
    {
        await using var reader = await begin.ExecuteReaderAsync(cancellation);
        await reader.ReadAsync(cancellation);
        var live = new SnapshotSide(null, reader.GetString(0), reader.GetInt64(1), reader.IsDBNull(2) ? null : reader.GetFieldValue<DateTimeOffset>(2));
        // A fault of a later statement of the batch shows only when its result is read.
        while (await reader.NextResultAsync(cancellation))
        {
        }

        return live;
    }

    /// <summary>
    /// Holds the tables before the snapshot is taken. A rebuild puts new tables in the place of the old ones; a snapshot from before
    /// that sees the new tables, but not their rows, and would answer with a part of them. In the order in which the rebuild replaces
    /// them, so that the two never wait for each other. A replay's are named with their schema, so that live ones never stand in for it.
    /// </summary>
    private static string Hold(string projection, ReplayStatus? replay) =>
        $"lock table {string.Join(", ", Tables[projection].Select(table => replay is null ? table : $"\"{replay.Schema}\".\"{table}\""))} in access share mode";

    private static readonly Dictionary<string, IReadOnlyList<string>> Tables = Slices.All.SelectMany(slice => slice.Projections).ToDictionary(
        projection => projection.Name, IReadOnlyList<string> (projection) => [.. projection.Tables.Select(table => table.Name)]);
}
