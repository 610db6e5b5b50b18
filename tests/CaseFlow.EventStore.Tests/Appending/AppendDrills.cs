using CaseFlow.Testing;
using Npgsql;

namespace CaseFlow.EventStore.Tests.Appending;

/// <summary>Nodes die amid group commits, the database goes away, the disk is full: every answer was true.</summary>
[Takes(35)]
public sealed class AppendDrills(PostgresFixture postgres)
{
    private const int Kills = 4, AcknowledgedBetween = 400;

    [Fact]
    public async Task What_a_killed_node_acknowledged_is_there_once_and_in_order_beside_another_that_writes_on()
    {
        await using var database = await postgres.FreshDatabaseAsync();
        using var store = new PostgresEventStore(database, Sample.Types);
        var acknowledged = new List<string>();
        using var steady = NodeProcess.Start("steady", database, "append", "32", "0");
        var reading = ReadAcknowledgedAsync(steady);
        var watching = new Watch(store);

        for (var kill = 0; kill < Kills; kill++)
        {
            using var node = NodeProcess.Start($"victim{kill}", database, "append", "32", "0");
            for (var i = 0; i < AcknowledgedBetween; i++)
                acknowledged.Add((await node.Output.ReadLineAsync())!);
            node.Kill();
            // What it had printed before it died; a last line may be cut off.
            var rest = await node.Output.ReadToEndAsync();
            acknowledged.AddRange(rest[..(rest.LastIndexOf('\n') + 1)].Split('\n', StringSplitOptions.RemoveEmptyEntries));
        }
        steady.Kill();
        acknowledged.AddRange(await reading);
        await watching.EndAsync();

        var all = await store.ReadAllAsync(0, int.MaxValue);
        var recorded = all.ToDictionary(e => e.Id, e => $"{e.Id} {e.Stream.Value} {e.Version}");
        Assert.All(acknowledged, line => Assert.Equal(line, recorded[Guid.Parse(line.Split(' ')[0])]));
        Assert.All(all.GroupBy(e => e.Stream), stream => Assert.Equal(Enumerable.Range(1, stream.Count()).Select(i => (long)i), stream.Select(e => e.Version)));
        // What was on its way when its node was killed may be recorded after the last look.
        Assert.Equal(all.Take(watching.Seen.Count).Select(e => e.Id), watching.Seen.Select(e => e.Id));
        Assert.Empty(acknowledged.Select(line => Guid.Parse(line.Split(' ')[0])).Except(watching.Seen.Select(e => e.Id)));
        Assert.True(acknowledged.Count > Kills * AcknowledgedBetween, "The other node wrote on.");
    }

    [Fact]
    public async Task A_database_that_does_not_come_back_is_told_to_every_caller_and_the_ids_tell_the_rest()
    {
        await using var cluster = await TemporaryCluster.StartAsync(durable: true);
        await using var database = NpgsqlDataSource.Create(cluster.ConnectionString);
        await EventStoreSchema.MigrateAsync(database);
        using var store = new PostgresEventStore(database, Sample.Types, new() { Patience = TimeSpan.FromMilliseconds(500), MostAppends = 16 });
        var appends = Enumerable.Range(0, 64).Select(_ => (Stream: Sample.Stream(), Events: Sample.Counts(2))).ToList();
        List<Task<AppendResult>> answers;
        var held = await HeldAppends.HoldAsync(database);
        answers = [.. appends.Select(append => store.AppendAsync(append.Stream, default, append.Events))];
        await held.WaitForAsync(1);

        await cluster.KillAsync();

        foreach (var answer in answers)
        {
            var fault = await Record.ExceptionAsync(() => answer);
            Assert.True(fault is AppendUncertainException or NpgsqlException, $"{fault}");
        }
        await cluster.StartAsync();
        foreach (var (stream, events) in appends)
            Assert.Equal(2, VersionOf(await AgainAsync(() => store.AppendAsync(stream, default, events))));
        Assert.Equal(appends.SelectMany(append => append.Events).Select(e => e.Id).Order(), (await store.ReadAllAsync(0, int.MaxValue)).Select(e => e.Id).Order());
    }

    [Fact]
    public async Task A_full_disk_fails_what_it_cannot_hold_and_nothing_that_failed_is_there()
    {
        const int MostKilobytes = 20 * 1024; // More than a segment of the write-ahead log.
        await using var cluster = await TemporaryCluster.StartAsync(durable: false, MostKilobytes);
        await using var database = NpgsqlDataSource.Create(cluster.ConnectionString);
        await EventStoreSchema.MigrateAsync(database);
        using var store = new PostgresEventStore(database, Sample.Types);
        var (kept, failed) = (new List<Guid>(), new List<StreamAppend>());

        while (failed.Count == 0)
        {
            StreamAppend[] appends = [.. Enumerable.Range(0, 200).Select(_ => new StreamAppend(Sample.Stream(), default, [Large(), Large()]))];
            var answers = appends.Select(append => store.AppendAsync(append.Stream, append.Expected, append.Events)).ToList();
            foreach (var (append, answer) in appends.Zip(answers))
            {
                var fault = await Record.ExceptionAsync(() => answer);
                if (fault is null)
                    kept.AddRange(append.Events.Select(e => e.Id));
                else
                    failed.Add(append);
                Assert.True(fault is null or PostgresException, $"{fault}");
            }
        }
        Assert.IsType<PostgresException>(await Record.ExceptionAsync(() => store.AppendManyAsync(failed)));

        Assert.Equal(kept.Order(), (await store.ReadAllAsync(0, int.MaxValue)).Select(e => e.Id).Order());
        await cluster.KillAsync();
        await cluster.StartAsync();
        await AgainAsync(() => store.AppendAsync(Sample.Stream(), default, [Sample.Counted()]));
        Assert.All(await store.AppendManyAsync(failed), answer => Assert.IsType<Appended>(answer));
    }

    /// <summary>Texts that compress badly, and not so large that they would be stored apart.</summary>
    private static NewEvent Large() => Sample.Counted(thing: Convert.ToBase64String(System.Security.Cryptography.RandomNumberGenerator.GetBytes(1_200)));

    private static long VersionOf(AppendResult answer) => answer switch
    {
        Appended appended => appended.Version,
        Repeated repeated => repeated.Version,
        _ => 0,
    };

    /// <summary>Sends again what a database that has just come back did not take: old connections break first.</summary>
    private static async Task<AppendResult> AgainAsync(Func<Task<AppendResult>> append)
    {
        while (true)
        {
            try
            {
                return await append();
            }
            catch (Exception fault) when (fault is NpgsqlException or AppendUncertainException)
            {
                await Task.Yield();
            }
        }
    }

    private static async Task<List<string>> ReadAcknowledgedAsync(NodeProcess node)
    {
        var lines = new List<string>();
        while (await node.Output.ReadLineAsync() is { } line)
            lines.Add(line);
        // The last one may have been cut off by the end.
        return [.. lines.SkipLast(1)];
    }

    /// <summary>Reads on as events appear, and keeps what it saw.</summary>
    private sealed class Watch
    {
        private readonly Task watching;
        private volatile bool ends;

        public Watch(PostgresEventStore store) => watching = Task.Run(async () =>
        {
            for (var isLast = false; !isLast; )
            {
                isLast = ends;
                Seen.AddRange(await store.ReadAllAsync(Seen.Count == 0 ? 0 : Seen[^1].Position, int.MaxValue));
            }
        });

        public List<RecordedEvent> Seen { get; } = [];

        public Task EndAsync()
        {
            ends = true;
            return watching;
        }
    }
}
