using System.Diagnostics;
using Npgsql;

namespace CaseFlow.Benchmarks.Workload;

/// <summary>Writes rows that are there once more, by PostgreSQL alone: nothing is read from events, sent or folded.</summary>
public static class CopiedRows
{
    private const string Scratch = "bench_copied";

    /// <summary>Fills tables of the same form from those that are there, makes their indexes when they are full, and drops them again.</summary>
    /// <returns>How many rows there were, and how long it took.</returns>
    public static async Task<(long Rows, double Seconds)> WriteAsync(string connectionString, IEnumerable<string> tables)
    {
        ArgumentNullException.ThrowIfNull(tables);
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync();
        await RunAsync(connection, $"create schema {Scratch}");
        var indexes = new List<string>();
        List<string> names = [.. tables];
        foreach (var name in names)
        {
            await RunAsync(connection, $"create table {Scratch}.{name} (like public.{name})");
            await using var find = new NpgsqlCommand("select replace(indexdef, ' ON public.', ' ON ' || $2 || '.') from pg_indexes where schemaname = 'public' and tablename = $1", connection)
            {
                Parameters = { new() { Value = name }, new() { Value = Scratch } },
            };
            await using var reader = await find.ExecuteReaderAsync();
            while (await reader.ReadAsync())
                indexes.Add(reader.GetString(0));
        }

        var (start, rows) = (Stopwatch.GetTimestamp(), 0L);
        foreach (var name in names)
            rows += await RunAsync(connection, $"insert into {Scratch}.{name} select * from public.{name}");
        foreach (var index in indexes)
            await RunAsync(connection, index);
        var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        await RunAsync(connection, $"drop schema {Scratch} cascade");
        return (rows, seconds);
    }

    private static async Task<int> RunAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        return await command.ExecuteNonQueryAsync();
    }
}
