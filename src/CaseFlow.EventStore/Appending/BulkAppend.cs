using Npgsql;

namespace CaseFlow.EventStore.Appending;

/// <summary>Many appends at once: while one part is written, the next is sent ahead.</summary>
/// <remarks>The short way for what fits; whatever does not, for any reason, goes the ordinary way and has its answer from there.</remarks>
internal sealed class BulkAppend(NpgsqlDataSource database, EventTypes types, AppendQueue queue, AppendOptions options) : IAsyncDisposable
{
    /// <summary>One is written from while the other is filled.</summary>
    private readonly StagedAppends?[] stages = new StagedAppends?[2];

    /// <summary>Appends all, those of one stream in their order.</summary>
    public async Task<AppendResult[]> RunAsync(IReadOnlyList<StreamAppend> appends, CancellationToken cancellation)
    {
        var results = new AppendResult[appends.Count];
        var writing = Task.CompletedTask;
        try
        {
            for (int start = 0, turn = 0; start < appends.Count; turn = 1 - turn)
            {
                var part = Part(appends, start);
                var isStaged = await StageAsync(turn, part, cancellation);
                await writing;
                writing = WriteAsync(turn, isStaged, part, results.AsMemory(start, part.Count));
                start += part.Count;
            }
        }
        finally
        {
            await writing;
        }
        return results;
    }

    public async ValueTask DisposeAsync()
    {
        await DropAsync(0);
        await DropAsync(1);
    }

    /// <summary>As many as fit one transaction, each of a different stream.</summary>
    private List<PendingAppend> Part(IReadOnlyList<StreamAppend> appends, int start)
    {
        var part = new List<PendingAppend>();
        var streams = new HashSet<Guid>();
        var events = 0;
        for (var i = start; i < appends.Count; i++)
        {
            var (stream, expected, data) = appends[i];
            events += data.Count;
            if ((part.Count > 0 && events > options.MostBulkEvents) || !streams.Add(stream.Value))
                break;
            part.Add(new(stream, expected, AppendRow.Write(types, stream, data)));
        }
        return part;
    }

    /// <summary>Whether it could be sent ahead.</summary>
    private async Task<bool> StageAsync(int turn, List<PendingAppend> part, CancellationToken cancellation)
    {
        try
        {
            await (stages[turn] ??= await StagedAppends.OpenAsync(database, cancellation)).StageAsync(part, cancellation);
            return true;
        }
        catch (Exception fault) when (fault is NpgsqlException or IOException or TimeoutException)
        {
            await DropAsync(turn);
            return false;
        }
    }

    private async Task WriteAsync(int turn, bool isStaged, List<PendingAppend> part, Memory<AppendResult> results)
    {
        var written = new Appended?[part.Count];
        try
        {
            if (isStaged)
                written = await stages[turn]!.WriteAsync(part);
        }
        catch (Exception fault) when (fault is NpgsqlException or IOException or TimeoutException)
        {
            // Undone, or its answer lost: the ordinary way finds out by the ids.
            await DropAsync(turn);
        }
        var rest = part.Select((append, i) => written[i] is null ? queue.AppendAsync(append, CancellationToken.None) : Task.FromResult<AppendResult>(written[i]!));
        (await Task.WhenAll(rest)).CopyTo(results);
    }

    private async ValueTask DropAsync(int turn)
    {
        if (stages[turn] is { } stage)
            await stage.DisposeAsync();
        stages[turn] = null;
    }
}
