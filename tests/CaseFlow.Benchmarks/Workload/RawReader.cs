using System.Text.Json;
using CaseFlow.Benchmarks.Harness;
using Npgsql;

namespace CaseFlow.Benchmarks.Workload;

/// <summary>Reads every event past the store: all its columns, and a pass over each body that looks at every token and keeps none.</summary>
public static class RawReader
{
    /// <returns>How many events there are.</returns>
    public static async Task<long> ReadAllAsync(string connectionString)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(SqlFile.Read("raw_read"), connection);
        await using var reader = await command.ExecuteReaderAsync();
        var events = 0L;
        while (await reader.ReadAsync())
        {
            events++;
            Pass(reader);
        }

        return events;
    }

    private static void Pass(NpgsqlDataReader reader)
    {
        _ = reader.GetInt64(0);
        _ = reader.GetGuid(1);
        _ = reader.GetInt64(2);
        _ = reader.GetGuid(3);
        _ = reader.GetString(4);
        var body = new Utf8JsonReader(reader.GetFieldValue<byte[]>(5));
        while (body.Read())
        {
        }

        _ = reader.GetFieldValue<DateTimeOffset>(6);
        _ = Text(7);
        _ = Text(8);
        _ = Text(9);
        _ = Text(10);

        string? Text(int column) => reader.IsDBNull(column) ? null : reader.GetString(column);
    }
}
