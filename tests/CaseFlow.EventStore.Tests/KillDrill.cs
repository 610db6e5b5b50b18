using CaseFlow.EventStore.Projections;
using CaseFlow.EventStore.Tests.Projections;
using Npgsql;

namespace CaseFlow.EventStore.Tests;

/// <summary>PostgreSQL is killed outright, again and again, under writers and a running engine.</summary>
public sealed class KillDrill
{
    private const int Writers = 16, Streams = 40, Kills = 3;

    [Fact]
    public async Task Promise_6_acknowledged_appends_and_projected_rows_survive_the_death_of_the_database()
    {
        await using var cluster = await TemporaryCluster.StartAsync(durable: true);
        await using var database = NpgsqlDataSource.Create(cluster.ConnectionString);
        await EventStoreSchema.MigrateAsync(database);
        var counting = new Counting(database, new PostgresEventStore(database, Sample.Types));
        var engine = counting.Engine(Counting.Counts());
        await using var running = new RunningEngine(engine);
        using var acknowledged = new SemaphoreSlim(0);
        var writing = Task.WhenAll(Enumerable.Range(0, Writers).Select(_ => Task.Run(() => WriteAsync(counting.Store, acknowledged))));

        for (var kill = 1; kill <= Kills; kill++)
        {
            for (var i = 0; i < Writers * Streams / (Kills + 1); i++)
                await acknowledged.WaitAsync(Counting.Patience);
            await cluster.KillAsync();
            await cluster.StartAsync();
        }

        var written = (await writing).SelectMany(each => each).ToList();
        await CatchUpAsync(engine);
        foreach (var (stream, events) in written)
        {
            var recorded = await counting.Store.ReadStreamAsync(stream.Value);
            Assert.Equal(events.Select(e => e.Id), recorded.Select(e => e.Id));
            Assert.Equal([1, 2], recorded.Select(e => e.Version));
        }
        Assert.Equal(Writers * Streams * 2, (await counting.Store.ReadAllAsync(0, int.MaxValue)).Count);
        Assert.Equal(await counting.FoldedAsync(), await counting.RowsAsync());
        Assert.Null((await counting.StatusAsync(engine)).Error);
    }

    /// <summary>Sends each append until it is acknowledged, as a client does; the first answer may have been lost on the way.</summary>
    private static async Task<List<(StreamId, NewEvent[])>> WriteAsync(IEventStore store, SemaphoreSlim acknowledged)
    {
        var written = new List<(StreamId, NewEvent[])>();
        for (var i = 0; i < Streams; i++)
        {
            var (stream, events) = (Sample.Stream(), Sample.Counts(2));
            while (!await TryAppendAsync(store, stream, events))
                await Task.Yield();
            acknowledged.Release();
            written.Add((stream, events));
        }
        return written;
    }

    /// <summary>The feed learns only by asking that its connection has died with the database.</summary>
    private static async Task CatchUpAsync(ProjectionEngine engine)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await engine.CatchUpAsync();
                return;
            }
            catch (NpgsqlException) when (attempt <= Kills)
            {
            }
        }
    }

    private static async Task<bool> TryAppendAsync(IEventStore store, StreamId stream, NewEvent[] events)
    {
        try
        {
            var version = await store.AppendAsync(stream, default, events) switch
            {
                Appended appended => appended.Version,
                Repeated repeated => repeated.Version,
                var conflict => throw new InvalidOperationException($"{conflict} on a stream that nobody else writes."),
            };
            Assert.Equal(2, version);
            return true;
        }
        catch (Exception fault) when (fault is NpgsqlException or AppendUncertainException)
        {
            return false;
        }
    }
}
