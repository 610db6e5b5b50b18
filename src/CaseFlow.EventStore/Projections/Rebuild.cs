using System.Text.Json;
using Npgsql;

namespace CaseFlow.EventStore.Projections;

/// <summary>The database gave a rebuild up: it heard nothing from it for too long, or the connection broke. What was not replaced yet stays as it was.</summary>
/// <param name="patience">How long the database waits for a sign of life.</param>
/// <param name="fault">How it was noticed.</param>
public sealed class RebuildInterruptedException(TimeSpan patience, Exception fault) : InvalidOperationException(
    FormattableString.Invariant($"The rebuild broke off: its connection ended, or the database heard nothing from it for {patience.TotalSeconds:0} s, as when the machine sleeps or is overloaded. What was not replaced yet stays as it was; start it again."), fault);

/// <summary>Replays projections in one pass beside their live tables, which serve until the new ones have caught up and take their place.</summary>
internal sealed class Rebuild(NpgsqlDataSource database, IEventStore store, IReadOnlyList<IProjection> projections, ProjectionOptions options)
{
    /// <summary>Where the new rows of a projection are built, and the name of the lock of whoever does it.</summary>
    public static string SchemaOf(IProjection projection) => $"caseflow_rebuild_{JsonNamingPolicy.SnakeCaseLower.ConvertName(projection.Name)}";

    /// <param name="progress">Told of each page.</param>
    /// <param name="switched">Told of each projection whose new rows have taken the place of the old ones, and the position they have reached.</param>
    /// <param name="cancellation">Ends the rebuild; what was not switched stays as it was.</param>
    /// <returns>False when another rebuild of one of the projections is running.</returns>
    /// <exception cref="RebuildInterruptedException">The database ended the session whose lock keeps others from the same rebuild.</exception>
    public async Task<bool> TryRunAsync(IProgress<RebuildProgress>? progress, Action<IProjection, long> switched, CancellationToken cancellation)
    {
        await using var held = await LivingLock.TryTakeAsync(database, [.. projections.Select(SchemaOf)], options.RebuildPatience, cancellation);
        if (held is null)
            return false;
        using var ours = CancellationTokenSource.CreateLinkedTokenSource(cancellation, held.Lost);
        try
        {
            await RunAsync(progress, switched, ours.Token);
        }
        catch (OperationCanceledException fault) when (held.Lost.IsCancellationRequested && !cancellation.IsCancellationRequested)
        {
            throw new RebuildInterruptedException(options.RebuildPatience, fault);
        }
        return true;
    }

    private async Task RunAsync(IProgress<RebuildProgress>? progress, Action<IProjection, long> switched, CancellationToken cancellation)
    {
        ReplayTarget[] targets = [.. projections.Select(projection => new ReplayTarget(projection, SchemaOf(projection)))];
        await using var replay = await Replay.BeginAsync(database, store, targets, options, cancellation);
        var check = new RebuildCheck(store, projections);
        var head = await store.HeadAsync(cancellation);
        await replay.RunAsync(
            upTo: null,
            page =>
            {
                check.Note(page);
                head = Math.Max(head, page[^1].Position);
                progress?.Report(new(page[^1].Position, head));
                return Task.FromResult(true);
            },
            cancellation);
        await replay.FinishAsync(cancellation);
        await check.VerifyAsync(replay, cancellation);
        foreach (var target in targets)
        {
            await SwitchAsync(target, replay, cancellation);
            switched(target.Projection, replay.Position);
            replay.Leave(target.Projection);
        }
    }

    /// <summary>Under the projection's lock nobody moves the live checkpoint, so the new rows reach it and replace the old ones.</summary>
    private static async Task SwitchAsync(ReplayTarget target, Replay replay, CancellationToken cancellation)
    {
        // Most of what came meanwhile is taken before the lock.
        await replay.RunAsync(upTo: null, each: null, cancellation);
        await replay.FlushAsync(cancellation);
        var name = target.Projection.Name;
        await using var transaction = await replay.Connection.BeginTransactionAsync(cancellation);
        await ProjectionTurn.LockAsync([name], replay.Connection, cancellation);
        await replay.RunAsync(upTo: null, each: null, cancellation);
        await replay.FlushAsync(cancellation);
        var definition = Definition.Of(target.Projection);
        await using var replace = new NpgsqlBatch(replay.Connection);
        foreach (var table in await LiveTablesAsync(name, replay.Connection, cancellation))
            replace.BatchCommands.Add(new($"drop table if exists \"{replay.LiveSchema}\".\"{table}\""));
        foreach (var table in definition.Tables)
            replace.BatchCommands.Add(new($"alter table \"{target.Schema}\".\"{table}\" set schema \"{replay.LiveSchema}\""));
        replace.BatchCommands.Add(new($"drop schema \"{target.Schema}\" cascade"));
        replace.BatchCommands.Add(definition.Save());
        replace.BatchCommands.Add(Checkpoints.Save([(name, replay.Position)]));
        await replace.ExecuteNonQueryAsync(cancellation);
        await transaction.CommitAsync(cancellation);
    }

    private static async Task<string[]> LiveTablesAsync(string name, NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(SqlText.DefinitionTables, connection) { Parameters = { new() { Value = name } } };
        return (string[])(await command.ExecuteScalarAsync(cancellation))!;
    }
}
