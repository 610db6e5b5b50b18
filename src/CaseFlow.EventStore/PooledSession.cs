using System.Data;
using Npgsql;

namespace CaseFlow.EventStore;

/// <summary>Sessions that go on in the pool when their connection is given back.</summary>
internal static class PooledSession
{
    /// <summary>Gives a connection back as it came, also where its pool resets none: without locks, listening, settings and temporary tables.</summary>
    public static async Task EndAsync(NpgsqlConnection connection)
    {
        try
        {
            if (connection.State == ConnectionState.Open)
            {
                await using var command = new NpgsqlCommand("select pg_advisory_unlock_all(); unlisten *; reset all; discard temp", connection);
                await command.ExecuteNonQueryAsync();
            }
        }
        catch (Exception fault) when (fault is NpgsqlException or InvalidOperationException)
        {
            // It broke, and its session ends with it.
        }
        finally
        {
            await connection.DisposeAsync();
        }
    }
}
