using Npgsql;

namespace CaseFlow.EventStore.Appending;

/// <summary>A connection that appends, with the settings that it needs, which <see cref="PooledSession"/> takes from it again.</summary>
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
}
