using System.Globalization;
using Npgsql;

namespace CaseFlow.EventStore.Projections;

/// <summary>
/// Locks of a node that shows again and again that it is alive, on a session of their own. PostgreSQL ends the session, and with it
/// the locks, of a node that is silent: one that was killed or cut off, and also one that is paused, whose connections stay open.
/// </summary>
internal sealed class LivingLock : IAsyncDisposable
{
    private readonly NpgsqlConnection connection;
    private readonly TimeSpan patience;
    private readonly CancellationTokenSource lost = new();
    private readonly CancellationTokenSource stop = new();
    private Task beating = Task.CompletedTask;

    private LivingLock(NpgsqlConnection connection, TimeSpan patience) => (this.connection, this.patience) = (connection, patience);

    /// <summary>Cancelled when the locks were lost.</summary>
    public CancellationToken Lost => lost.Token;

    /// <param name="database">Where the locks are.</param>
    /// <param name="what">Their names.</param>
    /// <param name="patience">How long PostgreSQL waits for a sign of life; at least some seconds, because a busy machine may be late.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>Null when somebody else holds one of them.</returns>
    public static async Task<LivingLock?> TryTakeAsync(NpgsqlDataSource database, IReadOnlyList<string> what, TimeSpan patience, CancellationToken cancellation)
    {
        var mine = new LivingLock(await database.OpenConnectionAsync(cancellation), patience);
        try
        {
            if (await mine.TryTakeAsync(what, cancellation))
                return mine;
        }
        catch
        {
            await mine.DisposeAsync();
            throw;
        }
        await mine.DisposeAsync();
        return null;
    }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await beating;
        await PooledSession.EndAsync(connection);
        stop.Dispose();
        lost.Dispose();
    }

    private async Task<bool> TryTakeAsync(IReadOnlyList<string> what, CancellationToken cancellation)
    {
        // Before the first lock: a node that is paused just after it took one would keep it for as long as it is paused.
        await RunAsync(string.Create(CultureInfo.InvariantCulture, $"set idle_session_timeout = {(int)patience.TotalMilliseconds}"), cancellation);
        foreach (var name in what)
        {
            if (!await DatabaseLock.TryHoldAsync(connection, name, cancellation))
                return false;
        }
        beating = Task.Run(BeatAsync, CancellationToken.None);
        return true;
    }

    private async Task BeatAsync()
    {
        try
        {
            while (true)
            {
                await Task.Delay(patience / 5, stop.Token);
                await RunAsync("select", CancellationToken.None);
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The locks are given back.
        }
        catch (Exception fault) when (fault is NpgsqlException or InvalidOperationException)
        {
            await lost.CancelAsync();
        }
    }

    private async Task RunAsync(string sql, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = Math.Max(1, (int)patience.TotalSeconds) };
        await command.ExecuteNonQueryAsync(cancellation);
    }
}
