using Npgsql;

namespace CaseFlow.EventStore.Tests.Appending;

/// <summary>Holds the lock under which appends are ordered, so that a test decides what waits together.</summary>
internal sealed class HeldAppends : IAsyncDisposable
{
    private readonly NpgsqlDataSource database;
    private readonly NpgsqlConnection holder;

    private HeldAppends(NpgsqlDataSource database, NpgsqlConnection holder) => (this.database, this.holder) = (database, holder);

    public static async Task<HeldAppends> HoldAsync(NpgsqlDataSource database)
    {
        var held = new HeldAppends(database, await database.OpenConnectionAsync());
        await using var command = new NpgsqlCommand("select pg_advisory_lock(1667330917, 1)", held.holder);
        await command.ExecuteNonQueryAsync();
        return held;
    }

    /// <summary>Waits until so many batches of appends wait for the lock.</summary>
    public async Task WaitForAsync(int batches)
    {
        await using var command = database.CreateCommand("""
            select count(*) from pg_locks join pg_database d on d.oid = database
            where datname = current_database() and classid = 1667330917 and objid = 1 and not granted
            """);
        while ((long)(await command.ExecuteScalarAsync())! < batches)
            await Task.Yield();
    }

    /// <summary>Takes the connections of all batches that wait for the lock away.</summary>
    public async Task TerminateAsync()
    {
        await using var command = database.CreateCommand("""
            select pg_terminate_backend(pid) from pg_locks join pg_database d on d.oid = database
            where datname = current_database() and classid = 1667330917 and objid = 1 and not granted
            """);
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>Lets the appends go.</summary>
    public async ValueTask DisposeAsync()
    {
        await using (var command = new NpgsqlCommand("select pg_advisory_unlock_all()", holder))
            await command.ExecuteNonQueryAsync();
        await holder.DisposeAsync();
    }
}
