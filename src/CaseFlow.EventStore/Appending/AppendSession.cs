using Npgsql;

namespace CaseFlow.EventStore.Appending;

/// <summary>A connection that appends, with the settings that it needs, which leave with it.</summary>
internal static class AppendSession
{
    public static async Task<NpgsqlConnection> OpenAsync(NpgsqlDataSource database, CancellationToken cancellation = default)
    {
        var connection = await database.OpenConnectionAsync(cancellation);
        try
        {
            await using var command = new NpgsqlCommand(SqlText.AppendSession, connection);
            await command.ExecuteNonQueryAsync(cancellation);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    /// <summary>Gives a connection back as it came, also where its pool resets none.</summary>
    public static async Task EndAsync(NpgsqlConnection connection)
    {
        try
        {
            if (connection.State == System.Data.ConnectionState.Open)
            {
                await using var command = new NpgsqlCommand("reset all; discard temp", connection);
                await command.ExecuteNonQueryAsync();
            }
        }
        catch (NpgsqlException)
        {
            // It broke, and its session with it.
        }
        finally
        {
            await connection.DisposeAsync();
        }
    }
}
