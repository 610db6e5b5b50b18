using Npgsql;

namespace CaseFlow.Benchmarks.Harness;

/// <summary>The least that a program can do to record something: start, connect, insert a row, answer.</summary>
public static class BareProgram
{
    /// <summary>Its name as a part of its own.</summary>
    public const string Part = "bare";

    /// <summary>Inserts a stream and an event.</summary>
    public static async Task RunAsync(string connectionString)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync();
        await using var insert = new NpgsqlCommand(SqlFile.Read("bare_insert"), connection) { Parameters = { new() { Value = Guid.NewGuid() }, new() { Value = Guid.NewGuid() } } };
        await insert.ExecuteNonQueryAsync();
        Console.WriteLine("recorded");
    }
}
