using CaseFlow.Benchmarks.Harness;
using Npgsql;

namespace CaseFlow.Benchmarks.Workload;

/// <summary>Takes the indexes and constraints of Marten's tables away while millions of rows are copied in, and makes them again as they were.</summary>
public sealed class SparedIndexes : IAsyncDisposable
{
    private readonly string connectionString;
    private readonly IReadOnlyList<string> made;

    private SparedIndexes(string connectionString, IReadOnlyList<string> made) => (this.connectionString, this.made) = (connectionString, made);

    /// <summary>Takes them away until the answer is disposed.</summary>
    public static async Task<SparedIndexes> DropAsync(string connectionString)
    {
        var (drops, makes) = (new List<string>(), new List<string>());
        await using (var database = NpgsqlDataSource.Create(connectionString))
        {
            await using var command = database.CreateCommand(SqlFile.Read("indexes"));
            await using var reader = await command.ExecuteReaderAsync();
            while (await reader.ReadAsync())
            {
                drops.Add(reader.GetString(0));
                makes.Insert(0, reader.GetString(1));
            }
        }

        await ExecuteAsync(connectionString, drops);
        return new(connectionString, makes);
    }

    public async ValueTask DisposeAsync() => await ExecuteAsync(connectionString, [.. made, "analyze mt_events, mt_streams"]);

    private static async Task ExecuteAsync(string connectionString, IReadOnlyList<string> statements)
    {
        await using var database = NpgsqlDataSource.Create(connectionString);
        foreach (var statement in statements)
        {
            await using var command = database.CreateCommand(statement);
            await command.ExecuteNonQueryAsync();
        }
    }
}
