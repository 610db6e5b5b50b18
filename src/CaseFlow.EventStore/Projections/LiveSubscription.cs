using Npgsql;

namespace CaseFlow.EventStore.Projections;

/// <summary>A subscription at work; its checkpoint is saved after each page, or where it was interrupted.</summary>
internal sealed class LiveSubscription(NpgsqlDataSource database, ISubscription subscription, Checkpoints checkpoints, ProgressBoard board) : IFeedConsumer
{
    private long position;

    public string Name => subscription.Name;

    public async Task<long?> LoadAsync(CancellationToken cancellation)
    {
        await using (var create = database.CreateCommand(SqlText.CheckpointCreate))
        {
            create.Parameters.Add(new() { Value = Name });
            await create.ExecuteNonQueryAsync(cancellation);
        }
        await using var read = database.CreateCommand("select last_seq_id from mt_event_progression where name = $1 || ':All'");
        read.Parameters.Add(new() { Value = Name });
        position = (long)(await read.ExecuteScalarAsync(cancellation))!;
        return position;
    }

    public async Task<long?> TakeAsync(FeedPage page, CancellationToken cancellation)
    {
        var before = position;
        try
        {
            foreach (var e in page.Following(position))
            {
                await subscription.HandleAsync(e, cancellation);
                position = e.Position;
            }
        }
        finally
        {
            // What was handled is saved even when the next event failed or the node is told to stop.
            if (position > before && await checkpoints.TryMoveAsync(Name, before, position, CancellationToken.None))
                board.Note(Name, position);
        }
        return position;
    }
}
