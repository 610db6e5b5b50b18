using System.Diagnostics;
using System.Net.Sockets;
using Npgsql;

namespace CaseFlow.EventStore.Appending;

/// <summary>Writes one batch after the other on a connection of its own, and gives every append its answer.</summary>
internal sealed class AppendLane : IDisposable
{
    /// <summary>How often a batch is judged afresh after a program without our lock wrote one of its streams in between.</summary>
    private const int Attempts = 5;

    /// <summary>How long a connection that is not needed is kept: one from the pool has to be given its settings first.</summary>
    private static readonly TimeSpan Keep = TimeSpan.FromSeconds(1);

    private readonly NpgsqlDataSource database;
    private readonly TimeSpan patience;
    private readonly Timer rest;
    private readonly Lock gate = new();
    private NpgsqlConnection? connection;
    private AppendStatements? statements;
    private bool resting;

    /// <summary>Since when the database has been lost, in ticks of <see cref="Stopwatch"/>; none while it answers.</summary>
    private long? lostSince;

    public AppendLane(NpgsqlDataSource database, TimeSpan patience)
    {
        (this.database, this.patience) = (database, patience);
        rest = new(_ => GiveBack());
    }

    /// <summary>Nothing waits: the connection goes back to the pool unless something comes soon.</summary>
    public void Rest()
    {
        lock (gate)
            resting = true;
        rest.Change(Keep, Timeout.InfiniteTimeSpan);
    }

    public void Dispose()
    {
        rest.Dispose();
        GiveBack();
    }

    /// <summary>Writes a batch of appends of different streams. Each is answered; none is left waiting, whatever happens.</summary>
    public async Task WriteAsync(IReadOnlyList<PendingAppend> batch)
    {
        lock (gate)
            resting = false;
        try
        {
            await TryAsync(batch);
        }
        catch (Exception fault)
        {
            foreach (var append in batch)
                append.Fails(fault);
        }
    }

    private async Task TryAsync(IReadOnlyList<PendingAppend> batch)
    {
        var (since, sent, careful) = (Stopwatch.GetTimestamp(), false, false);
        for (var attempt = 1; batch.Count > 0; attempt++)
        {
            try
            {
                await OpenAsync();
                sent = true;
                batch = Answer(batch, await statements!.RunAsync(batch, careful), last: attempt >= Attempts);
                lostSince = null;
                AppendInstruments.Written(since);
            }
            catch (PostgresException fault) when (attempt < Attempts && IsOfAnotherProgramOrARepetition(fault))
            {
            }
            catch (Exception fault) when (IsLoss(fault))
            {
                // What of it is recorded is found by the ids, once the database is back.
                await CloseAsync();
                if (Stopwatch.GetElapsedTime(lostSince ??= Stopwatch.GetTimestamp()) >= patience)
                    throw sent ? new AppendUncertainException(fault) : fault;
                await Task.Delay(Math.Min(1_000, 25 << attempt));
            }
            catch (Exception fault) when (batch.Count > 1 && IsOfOne(fault))
            {
                // The transaction is undone; whichever append it was, the others must not suffer from it.
                foreach (var append in batch)
                    await WriteAsync([append]);
                return;
            }
            careful = true;
        }
    }

    /// <summary>Answers; what is ambiguous is judged afresh.</summary>
    private static List<PendingAppend> Answer(IReadOnlyList<PendingAppend> batch, AppendVerdict[] verdicts, bool last)
    {
        var again = new List<PendingAppend>();
        for (var i = 0; i < verdicts.Length; i++)
        {
            if (verdicts[i].IsAmbiguous && !last)
                again.Add(batch[i]);
            else if (verdicts[i].Fault is { } fault)
                batch[i].Fails(fault);
            else
                batch[i].Is(verdicts[i].Result!);
        }
        return again;
    }

    private static bool IsOfAnotherProgramOrARepetition(PostgresException fault) =>
        fault.SqlState is PostgresErrorCodes.UniqueViolation or PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.SerializationFailure;

    /// <summary>Whether the connection is gone, and with it the answer.</summary>
    private static bool IsLoss(Exception fault) => fault switch
    {
        PostgresException { SqlState: PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown or PostgresErrorCodes.CannotConnectNow } => true,
        PostgresException => false,
        NpgsqlException or IOException or SocketException or TimeoutException => true,
        _ => false,
    };

    /// <summary>Whether a fault is of one append's content, rather than of the database's resources or state.</summary>
    private static bool IsOfOne(Exception fault) => fault is not PostgresException { SqlState: ['5', '3' or '5' or '7' or '8', ..] or ['X', 'X', ..] } and not ObjectDisposedException;

    private async Task OpenAsync()
    {
        if (connection is { State: System.Data.ConnectionState.Open })
            return;
        await CloseAsync();
        connection = await AppendSession.OpenAsync(database);
        statements = new(connection);
    }

    private Task CloseAsync()
    {
        var (used, prepared) = (connection, statements);
        (statements, connection) = (null, null);
        prepared?.Dispose();
        return used is null ? Task.CompletedTask : PooledSession.EndAsync(used);
    }

    private void GiveBack()
    {
        lock (gate)
        {
            if (resting)
                _ = CloseAsync();
        }
    }
}
