using Npgsql;

namespace CaseFlow.EventStore.Projections;

/// <summary>
/// The rows in the tables for several projections at once. Each asks as if it were alone; what they ask for is gathered until all of
/// them wait, and fetched in one round trip. So a page costs as many round trips as the projection that asks most often, not as all
/// of them together.
/// </summary>
/// <param name="connection">In whose transaction rows are read and written; used by nobody else until <see cref="RunAsync"/> has ended.</param>
internal sealed class GatheredRows(NpgsqlConnection connection) : IRowSource
{
    private readonly Lock gate = new();
    private readonly StoredRows alone = new(connection);
    private List<IRequest> asked = [];
    private TaskCompletionSource news = New();

    /// <summary>Something that needs the connection.</summary>
    private interface IRequest
    {
        /// <summary>The statement to be sent with those of others; null when it needs the connection for itself.</summary>
        NpgsqlBatchCommand? Statement { get; }

        /// <summary>Reads the statement's result, or does the work without one.</summary>
        Task DoAsync(NpgsqlDataReader? reader);

        /// <summary>Lets the projection go on.</summary>
        void Answer();

        void Fail(Exception fault);
    }

    /// <summary>Runs folds that ask here for their rows, each to its end.</summary>
    /// <exception cref="Exception">What the first of them failed with, when all have ended.</exception>
    public async Task RunAsync(IReadOnlyList<Func<Task>> folds, CancellationToken cancellation)
    {
        var all = Task.WhenAll([.. folds.Select(fold => Started(fold))]);
        while (!all.IsCompleted)
        {
            await Task.WhenAny(all, Asked());
            await ServeAsync(cancellation);
        }
        await all;
    }

    public Task<IReadOnlyList<TRow>> LoadAsync<TRow>(ProjectionTable<TRow> table, IReadOnlyList<RowKey> keys, CancellationToken cancellation)
        where TRow : class =>
        AskAsync(new Request<IReadOnlyList<TRow>>(table.Select(keys), reader => table.ReadAllAsync(reader!, cancellation)));

    public Task<IReadOnlyList<TRow>> PageAsync<TRow>(RowSet<TRow> set, ProjectionTable<TRow> table, RowKey? after, int limit, CancellationToken cancellation)
        where TRow : class =>
        AskAsync(new Request<IReadOnlyList<TRow>>(null, _ => alone.PageAsync(set, table, after, limit, cancellation)));

    public Task FlushAsync(Dictionary<IProjectionTable, IRowSet> sets, CancellationToken cancellation) =>
        AskAsync(new Request<bool>(null, async _ =>
        {
            await alone.FlushAsync(sets, cancellation);
            return true;
        }));

    /// <summary>Whoever waits for news does not go on within the fold that brings them.</summary>
    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>A fold that fails before its first wait fails like any other.</summary>
    private static async Task Started(Func<Task> fold) => await fold();

    private Task<T> AskAsync<T>(Request<T> request)
    {
        TaskCompletionSource told;
        lock (gate)
        {
            asked.Add(request);
            told = news;
        }
        told.TrySetResult();
        return request.Answered;
    }

    private Task Asked()
    {
        lock (gate)
            return news.Task;
    }

    private async Task ServeAsync(CancellationToken cancellation)
    {
        List<IRequest> requests;
        lock (gate)
        {
            (requests, asked) = (asked, []);
            news = New();
        }
        try
        {
            await FetchAsync([.. requests.Where(request => request.Statement is not null)], cancellation);
            foreach (var request in requests.Where(request => request.Statement is null))
                await request.DoAsync(null);
        }
        catch (Exception fault)
        {
            requests.ForEach(request => request.Fail(fault));
            return;
        }
        // Each goes on from here until it asks again, so that the next round gathers from all of them.
        requests.ForEach(request => request.Answer());
    }

    private async Task FetchAsync(List<IRequest> requests, CancellationToken cancellation)
    {
        if (requests.Count == 0)
            return;
        await using var batch = new NpgsqlBatch(connection);
        requests.ForEach(request => batch.BatchCommands.Add(request.Statement!));
        await using var reader = await batch.ExecuteReaderAsync(cancellation);
        foreach (var request in requests)
        {
            await request.DoAsync(reader);
            await reader.NextResultAsync(cancellation);
        }
    }

    private sealed class Request<T>(NpgsqlBatchCommand? statement, Func<NpgsqlDataReader?, Task<T>> work) : IRequest
    {
        private readonly TaskCompletionSource<T> answer = new();
        private T? result;

        public Task<T> Answered => answer.Task;

        public NpgsqlBatchCommand? Statement => statement;

        public async Task DoAsync(NpgsqlDataReader? reader) => result = await work(reader);

        public void Answer() => answer.TrySetResult(result!);

        public void Fail(Exception fault) => answer.TrySetException(fault);
    }
}
