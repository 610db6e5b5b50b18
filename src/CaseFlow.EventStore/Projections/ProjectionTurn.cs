using Npgsql;

namespace CaseFlow.EventStore.Projections;

/// <summary>A checkpoint and what the rows that belong to it were made by.</summary>
internal readonly record struct StoredCheckpoint(long Position, int Version, string Hash);

/// <summary>Brings projections on by a page, all of them in one transaction.</summary>
internal sealed class ProjectionTurn(NpgsqlDataSource database, ProgressBoard board)
{
    /// <summary>Whose session knows the statements of all projections; others of the pool would have to learn them one after the other.</summary>
    private NpgsqlConnection? kept;

    /// <summary>
    /// Rows and checkpoints in one transaction, under the projections' locks, each from the checkpoint that is found there: a node
    /// that was paused, or that wrongly believes that it is its turn, writes nothing that was written already.
    /// </summary>
    /// <returns>The checkpoint of each after that; null for one whose rows meanwhile belong to another definition.</returns>
    public async Task<IReadOnlyList<long?>> TakeAsync(IReadOnlyList<LiveProjection> projections, FeedPage page, CancellationToken cancellation)
    {
        var connection = Interlocked.Exchange(ref kept, null) ?? await database.OpenConnectionAsync(cancellation);
        try
        {
            var reached = await TakeAsync(projections, page, connection, cancellation);
            connection = Interlocked.CompareExchange(ref kept, connection, null) is null ? null : connection;
            return reached;
        }
        finally
        {
            if (connection is not null)
                await connection.DisposeAsync();
        }
    }

    /// <summary>Gives the connection back; the next page opens another.</summary>
    public async Task RestAsync()
    {
        if (Interlocked.Exchange(ref kept, null) is { } connection)
            await connection.DisposeAsync();
    }

    private async Task<IReadOnlyList<long?>> TakeAsync(IReadOnlyList<LiveProjection> projections, FeedPage page, NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        var stored = await LockAsync([.. projections.Select(projection => projection.Name)], connection, cancellation);
        var rows = new GatheredRows(connection);
        var (batches, folds) = (new List<ProjectionBatch>(), new List<Func<Task>>());
        var reached = new List<long?>();
        var moved = new List<(string Name, long Position)>();
        foreach (var projection in projections)
        {
            var from = stored[projection.Name];
            if (!projection.Made(from))
            {
                reached.Add(null);
                continue;
            }
            var due = page.Following(from.Position);
            reached.Add(due.Count == 0 ? from.Position : due[^1].Position);
            if (due.Count == 0)
                continue;
            var batch = new ProjectionBatch(rows);
            batches.Add(batch);
            folds.Add(() => projection.Projection.ProjectAsync(due, batch, cancellation));
            moved.Add((projection.Name, due[^1].Position));
        }
        if (moved.Count == 0)
            return reached;

        var folding = ProjectionInstruments.Start();
        await rows.RunAsync(folds, cancellation);
        ProjectionInstruments.Folded(folding);
        var writing = ProjectionInstruments.Start();
        await using var writes = new NpgsqlBatch(connection);
        batches.ForEach(batch => batch.AddWrites(writes));
        writes.BatchCommands.Add(Checkpoints.Save(moved));
        await writes.ExecuteNonQueryAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        ProjectionInstruments.Written(writing, page.Events);
        foreach (var (name, position) in moved)
            board.Note(name, position);
        return reached;
    }

    /// <summary>In the order of names, so that two that lock several never wait for each other.</summary>
    public static async Task<Dictionary<string, StoredCheckpoint>> LockAsync(string[] names, NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var take = new NpgsqlCommand(SqlText.CheckpointLock, connection) { Parameters = { new() { Value = names } } };
        await using var reader = await take.ExecuteReaderAsync(cancellation);
        var stored = new Dictionary<string, StoredCheckpoint>();
        while (await reader.ReadAsync(cancellation))
            stored.Add(reader.GetString(0), new(reader.GetInt64(1), reader.GetInt32(2), reader.GetString(3)));
        return stored;
    }
}
