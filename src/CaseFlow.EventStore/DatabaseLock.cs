using Npgsql;

namespace CaseFlow.EventStore;

/// <summary>Advisory locks of this library: the first key says that the lock is ours, the second which one.</summary>
/// <remarks>caseflow_append_turn.sql takes <c>Ours, 1</c>.</remarks>
internal static class DatabaseLock
{
    /// <summary>"case" in ASCII.</summary>
    public const int Ours = 1_667_330_917;

    /// <summary>Held by whoever appends, so that positions become visible in their order.</summary>
    public const int Appending = 1;

    /// <summary>Held while the schema is brought up to date.</summary>
    public const int Schema = 2;

    /// <summary>Held while the tables of a new projection are created.</summary>
    public const int NewProjection = 3;

    /// <summary>Held while a replay is asked for, so that the same one is not begun twice and their number keeps its limit.</summary>
    public const int AskedReplay = 4;

    /// <summary>Held while events are sealed, so that no two checkpoints seal the same ones.</summary>
    public const int Sealing = 5;

    /// <summary>Waits for a lock that ends with the transaction.</summary>
    public static async Task TakeAsync(NpgsqlConnection connection, int which, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand("select pg_advisory_xact_lock($1, $2)", connection)
        {
            Parameters = { new() { Value = Ours }, new() { Value = which } },
        };
        await command.ExecuteNonQueryAsync(cancellation);
    }

    /// <summary>Waits for a lock that ends with the transaction, or as soon as the node is silent in it, as one that is paused is.</summary>
    public static async Task TakeWhileAliveAsync(NpgsqlConnection connection, int which, CancellationToken cancellation)
    {
        await using var limit = new NpgsqlCommand("set local idle_in_transaction_session_timeout = '4s'", connection);
        await limit.ExecuteNonQueryAsync(cancellation);
        await TakeAsync(connection, which, cancellation);
    }

    /// <summary>Tries to take a lock that ends with the connection's session or with <see cref="PooledSession.EndAsync"/>.</summary>
    public static async Task<bool> TryHoldAsync(NpgsqlConnection connection, string what, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand("select pg_try_advisory_lock($1, hashtext($2))", connection)
        {
            Parameters = { new() { Value = Ours }, new() { Value = what } },
        };
        return (bool)(await command.ExecuteScalarAsync(cancellation))!;
    }

    /// <summary>Takes a lock that ends with the connection's session from whoever holds it, whose session is ended: for somebody who is entitled to it.</summary>
    public static async Task WrestAsync(NpgsqlConnection connection, string what, CancellationToken cancellation)
    {
        while (!await TryHoldAsync(connection, what, cancellation))
        {
            await using var wrest = new NpgsqlCommand(SqlText.WrestLock, connection)
            {
                Parameters = { new() { Value = (long)Ours }, new() { Value = what } },
            };
            await wrest.ExecuteNonQueryAsync(cancellation);
        }
    }

    /// <summary>Ends the sessions that hold a lock: for somebody who is entitled to it and leaves it to others.</summary>
    public static async Task EndHoldersAsync(NpgsqlConnection connection, string what, CancellationToken cancellation)
    {
        await WrestAsync(connection, what, cancellation);
        await RunAsync("select pg_advisory_unlock($1, hashtext($2))", connection, what, cancellation);
    }

    /// <summary>Waits for a lock that several sessions may hold, and that ends with the connection's session or with <see cref="PooledSession.EndAsync"/>.</summary>
    public static Task HoldSharedAsync(NpgsqlConnection connection, string what, CancellationToken cancellation) =>
        RunAsync("select pg_advisory_lock_shared($1, hashtext($2))", connection, what, cancellation);

    private static async Task RunAsync(string sql, NpgsqlConnection connection, string what, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(sql, connection) { Parameters = { new() { Value = Ours }, new() { Value = what } } };
        await command.ExecuteNonQueryAsync(cancellation);
    }
}
