using System.Data;
using CaseFlow.Server.Platform.Metrics;
using Npgsql;

namespace CaseFlow.Server.Platform.Reading;

/// <summary>Asks questions of the tables that projections keep.</summary>
/// <remarks>It does not know the engine, because subscriptions, which the engine runs, may ask questions too.</remarks>
public sealed class ReadModels(NpgsqlDataSource database)
{
    /// <summary>Answers from one snapshot, so that rows, totals and the position that they have reached belong together.</summary>
    /// <param name="projection">The projection that keeps the rows.</param>
    /// <param name="ask">Reads them.</param>
    /// <param name="cancellation">Cancels the question.</param>
    public Task<ReadAnswer<T>> AskAsync<T>(string projection, Func<NpgsqlConnection, Task<T>> ask, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(ask);
        return ServerMetrics.MeasureQueryAsync(projection, () => AnswerAsync(projection, ask, cancellation));
    }

    private async Task<ReadAnswer<T>> AnswerAsync<T>(string projection, Func<NpgsqlConnection, Task<T>> ask, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellation);
        await using var begin = new NpgsqlBatch(connection)
        {
            BatchCommands = { new(Hold[projection]), new(ReachedSql) { Parameters = { new() { Value = projection } } } },
        };
        var (position, asOf) = (0L, (DateTimeOffset?)null);
        await using (var reader = await begin.ExecuteReaderAsync(cancellation))
        {
            if (await reader.ReadAsync(cancellation))
                (position, asOf) = (reader.GetInt64(0), reader.IsDBNull(1) ? null : reader.GetFieldValue<DateTimeOffset>(1));
        }

        return new(position, asOf, await ask(connection));
    }

    /// <summary>
    /// Holds the tables before the snapshot is taken. A rebuild puts new tables in the place of the old ones; a snapshot from before
    /// that sees the new tables, but not their rows, and would answer with a part of them. In the order in which the rebuild replaces
    /// them, so that the two never wait for each other.
    /// </summary>
    private static readonly Dictionary<string, string> Hold = Slices.All.SelectMany(slice => slice.Projections).ToDictionary(
        projection => projection.Name, projection => $"lock table {string.Join(", ", projection.Tables.Select(table => table.Name))} in access share mode");

    private static readonly string ReachedSql = ServerSchema.Sql("projection_reached.sql");
}
