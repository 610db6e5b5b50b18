using Microsoft.Extensions.Logging;
using Npgsql;

namespace CaseFlow.EventStore.Projections;

/// <summary>One attempt at a replay.</summary>
/// <param name="database">Where the rows go.</param>
/// <param name="store">Reads the events.</param>
/// <param name="held">Holds the replay's lock. What is noted of the attempt goes through it, so that an attempt that lost its lock learns of it.</param>
/// <param name="replay">The replay, with the number of this attempt.</param>
/// <param name="options">How to go about it.</param>
/// <param name="log">Told of faults.</param>
internal sealed class ReplayRun(NpgsqlDataSource database, IEventStore store, NpgsqlConnection held, ReplayStatus replay, ReplayOptions options, ILogger log)
{
    /// <summary>How long readers may hold up the drop of a schema; the next sweep tries again.</summary>
    private const string DropPatience = "2s";

    public async Task RunAsync(Func<string, string, IProjection> projections, IProgress<RebuildProgress>? progress, CancellationToken cancellation)
    {
        try
        {
            if (replay.Tries > options.Attempts)
                throw new InvalidOperationException(FormattableString.Invariant($"It was interrupted {options.Attempts} times."));
            var projection = projections(replay.Projection, replay.Definition);
            if (!Definition.Of(projection).Made(replay.Version, replay.Hash))
                throw new InvalidOperationException("It was asked for by another version of the program.");
            if (!await ReplayAsync(projection, progress, cancellation))
                await TryDropAsync(held, replay.Schema, cancellation);
        }
        catch (Exception) when (cancellation.IsCancellationRequested)
        {
            await EndAsync(ReplayState.Waiting, null);
            throw;
        }
        catch (Exception fault) when (!IsInterruption(fault))
        {
            log.LogError(fault, "The replay {Replay} of {Projection} failed", replay.Id, replay.Projection);
            await EndAsync(ReplayState.Failed, fault.InnerException is null ? fault.Message : $"{fault.Message} {fault.InnerException.Message}");
        }
    }

    /// <summary>Drops a scratch schema, unless somebody works at it or a reader does not let go of it.</summary>
    public static async Task<bool> TryDropAsync(NpgsqlConnection connection, string schema, CancellationToken cancellation)
    {
        var name = schema[ReplayStatus.Prefix.Length..].Split('_')[0];
        if (!Guid.TryParseExact(name, "N", out var id) || !await DatabaseLock.TryHoldAsync(connection, ReplayStatus.LockOf(id), cancellation))
            return false;
        try
        {
            await using var transaction = await connection.BeginTransactionAsync(cancellation);
            await using var drop = new NpgsqlCommand($"set local lock_timeout = '{DropPatience}'; drop schema if exists \"{schema}\" cascade", connection);
            await drop.ExecuteNonQueryAsync(cancellation);
            await transaction.CommitAsync(cancellation);
            return true;
        }
        catch (PostgresException fault) when (fault.SqlState == PostgresErrorCodes.LockNotAvailable)
        {
            return false;
        }
    }

    /// <returns>False when the replay was dropped meanwhile.</returns>
    private async Task<bool> ReplayAsync(IProjection projection, IProgress<RebuildProgress>? progress, CancellationToken cancellation)
    {
        await using (var pages = await Replay.BeginAsync(database, store, [new(projection, replay.Schema)], new() { RebuildPageSize = options.PageSize }, cancellation))
        {
            var isWanted = true;
            await pages.RunAsync(
                replay.Position,
                async page =>
                {
                    progress?.Report(new(page[^1].Position, replay.Position));
                    return isWanted = await ReplayRows.MoveAsync(held, replay, ReplayState.Running, page[^1].Position, error: null, cancellation);
                },
                cancellation);
            if (!isWanted)
                return false;
            await pages.FinishAsync(cancellation);
        }
        progress?.Report(new(replay.Position, replay.Position));
        return await ReplayRows.MoveAsync(held, replay, ReplayState.Ready, replay.Position, error: null, cancellation);
    }

    /// <summary>Notes the end as far as the database still answers; if it does not, the row says that the attempt was interrupted, and another is made.</summary>
    private async Task EndAsync(ReplayState state, string? error)
    {
        try
        {
            await ReplayRows.MoveAsync(held, replay, state, reached: 0, error, CancellationToken.None);
            await TryDropAsync(held, replay.Schema, CancellationToken.None);
        }
        catch (Exception fault) when (fault is NpgsqlException or InvalidOperationException)
        {
            log.LogWarning(fault, "How the replay {Replay} ended could not be noted", replay.Id);
        }
    }

    /// <summary>Whether the database went away, rather than the replay being impossible.</summary>
    private static bool IsInterruption(Exception fault) =>
        fault is NpgsqlException { IsTransient: true } or PostgresException { SqlState: PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown };
}
