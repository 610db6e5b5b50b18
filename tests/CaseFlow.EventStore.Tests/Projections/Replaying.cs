using CaseFlow.EventStore.Projections;
using Npgsql;

namespace CaseFlow.EventStore.Tests.Projections;

/// <summary>Projections as of a past position and under other definitions.</summary>
public sealed class Replaying(PostgresFixture postgres)
{
    private static readonly ReplayOptions Options = new() { PageSize = 7, PollInterval = TimeSpan.FromMilliseconds(20), Undisturbed = TimeSpan.Zero };

    /// <summary>The amounts of a definition, which is a factor.</summary>
    private static readonly Replayable Counts = new("Counts", definition => definition switch
    {
        "" => Counting.Counts(),
        "unlucky" => Counting.Counts(amount: counted => counted.Amount == 13 ? throw new InvalidOperationException("Thirteen is unlucky.") : counted.Amount),
        _ => int.TryParse(definition, out var factor) ? Counting.Counts(amount: counted => counted.Amount * factor) : throw new ArgumentException("A definition is a factor."),
    });

    [Fact]
    public async Task A_replay_is_what_a_fold_of_the_events_up_to_its_position_makes()
    {
        var counting = await Counting.StartAsync(postgres);
        await counting.AppendManyAsync(writers: 2, streams: 20);
        await counting.Engine(Counting.Counts()).CatchUpAsync();
        var live = await counting.RowsAsync();
        var replays = ReplaysOf(counting);

        foreach (var position in new long[] { 0, 1, 6, 7, 8, 14, 15, 77, 119, 120 })
        {
            var replay = await MakeAsync(replays, position);
            Assert.Equal((ReplayState.Ready, position), (replay.State, replay.Position));
            Assert.Equal(await FoldedAsync(counting, position), await RowsAsync(counting, replay));
        }

        Assert.Equal(live, await counting.RowsAsync());
    }

    [Fact]
    public async Task Another_definition_leaves_the_live_rows_alone()
    {
        var counting = await Counting.StartAsync(postgres);
        await counting.AppendManyAsync(writers: 1, streams: 10);
        await counting.Engine(Counting.Counts()).CatchUpAsync();

        var replay = await MakeAsync(ReplaysOf(counting), position: 20, definition: "3");

        Assert.Equal(await FoldedAsync(counting, 20, factor: 3), await RowsAsync(counting, replay));
        Assert.Equal(await counting.FoldedAsync(), await counting.RowsAsync());
    }

    [Fact]
    public async Task The_position_of_a_recorded_time_is_that_of_the_last_event_recorded_by_then()
    {
        var counting = await Counting.StartAsync(postgres);
        await counting.AppendManyAsync(writers: 1, streams: 30);
        var first = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
        // Times on which several events fall, and positions that nothing was recorded at.
        await RecordedAtAsync(counting, "timestamp '2026-01-01 00:00Z' + interval '1 minute' * (seq_id / 3)");
        await counting.RunSqlAsync("alter table mt_events disable trigger all; delete from mt_events where seq_id % 7 in (1, 2); alter table mt_events enable trigger all");
        var replays = ReplaysOf(counting);
        var events = await counting.Store.ReadAllAsync(0, int.MaxValue);
        Assert.Equal(64, events.Count);

        for (var half = -2; half < 70; half++)
        {
            var at = first.AddSeconds(30 * half);
            var last = events.LastOrDefault(e => e.RecordedAt <= at);
            Assert.Equal(new(last?.Position ?? 0, last?.RecordedAt), await replays.PositionAtAsync(at));
        }
    }

    [Fact]
    public async Task The_same_question_is_the_same_replay()
    {
        var counting = await Counting.StartAsync(postgres);
        await counting.AppendManyAsync(writers: 1, streams: 10);
        // The position of an append that was given up stands for the event before it.
        await counting.RunSqlAsync("select nextval('mt_events_sequence')");
        await counting.AppendAsync(Sample.Counted());
        var replays = Enumerable.Range(0, 4).Select(_ => ReplaysOf(counting)).ToList();

        var asked = await Task.WhenAll(Enumerable.Range(0, 40).Select(i => Task.Run(() => replays[i % 4].AskAsync(new("Counts", i % 2 == 0 ? "" : "2", i % 3 == 0 ? 30 : 31, $"node {i}")))));

        Assert.Equal(2, asked.Select(one => one.Replay.Id).Distinct().Count());
        Assert.Equal(2, asked.Count(one => one.Created));
        var done = await Task.WhenAll(asked.Select((one, i) => Task.Run(() => replays[(i + 1) % 4].CompleteAsync(one.Replay.Id))));
        Assert.All(done, replay => Assert.Equal((ReplayState.Ready, 1), (replay!.State, replay.Attempt)));
        Assert.False((await replays[0].AskAsync(new("Counts", "", 30, "again"))).Created);
    }

    [Fact]
    public async Task A_replay_that_was_cut_off_is_begun_again_and_whole()
    {
        var counting = await Counting.StartAsync(postgres);
        await counting.AppendManyAsync(writers: 1, streams: 20);
        var (replay, _) = await ReplaysOf(counting).AskAsync(new("Counts", "", 60, "test"));
        // The node that works at it dies: its session ends, and nothing is noted.
        var dying = ReplaysOf(counting).CompleteAsync(replay.Id, new Reporting(_ => KillHolder(counting)));
        await Assert.ThrowsAnyAsync<Exception>(() => dying);
        var left = (await ReplaysOf(counting).FindAsync(replay.Id))!;
        Assert.Equal((ReplayState.Running, 1), (left.State, left.Attempt));
        Assert.NotEmpty(await SchemasAsync(counting));

        using var stop = new CancellationTokenSource();
        var replays = ReplaysOf(counting);
        var working = replays.WorkAsync(stop.Token);
        var done = (await replays.WaitAsync(replay.Id, Counting.Patience))!;
        await stop.CancelAsync();
        await working;

        Assert.Equal((ReplayState.Ready, 2), (done.State, done.Attempt));
        Assert.Equal(await FoldedAsync(counting, 60), await RowsAsync(counting, done));
        await replays.SweepAsync();
        Assert.Equal([done.Schema], await SchemasAsync(counting));
    }

    [Fact]
    public async Task A_replay_that_is_cut_off_again_and_again_fails_and_can_be_asked_for_anew()
    {
        var counting = await Counting.StartAsync(postgres);
        await counting.AppendManyAsync(writers: 1, streams: 20);
        var replays = ReplaysOf(counting);
        var (replay, _) = await replays.AskAsync(new("Counts", "", 60, "test"));
        for (var attempt = 1; attempt <= Options.Attempts; attempt++)
            await Assert.ThrowsAnyAsync<Exception>(() => replays.CompleteAsync(replay.Id, new Reporting(_ => KillHolder(counting))));

        Assert.Equal((ReplayState.Failed, "It was interrupted 3 times."), Said(await replays.CompleteAsync(replay.Id)));

        await replays.SweepAsync();
        Assert.Empty(await SchemasAsync(counting));
        Assert.False((await replays.AskAsync(new("Counts", "", 60, "test"))).Created);
        Assert.Equal(ReplayState.Ready, (await replays.CompleteAsync(replay.Id))!.State);
    }

    [Fact]
    public async Task A_node_that_stops_in_order_leaves_its_replay_to_the_next()
    {
        var counting = await Counting.StartAsync(postgres);
        await counting.AppendManyAsync(writers: 1, streams: 20);
        var replays = ReplaysOf(counting);
        var (replay, _) = await replays.AskAsync(new("Counts", "", 60, "test"));
        for (var times = 0; times < 5; times++)
        {
            using var stop = new CancellationTokenSource();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => replays.CompleteAsync(replay.Id, new Reporting(_ => stop.Cancel()), stop.Token));
            Assert.Equal(ReplayState.Waiting, (await replays.FindAsync(replay.Id))!.State);
        }

        Assert.Equal(await FoldedAsync(counting, 60), await RowsAsync(counting, (await replays.CompleteAsync(replay.Id))!));
    }

    [Fact]
    public async Task What_cannot_be_replayed_fails_and_says_why()
    {
        var counting = await Counting.StartAsync(postgres);
        await counting.AppendAsync(Sample.Counted(13));
        var replays = ReplaysOf(counting);

        Assert.Equal((ReplayState.Failed, "Thirteen is unlucky."), Said(await MakeAsync(replays, 1, "unlucky")));
        Assert.Empty(await SchemasAsync(counting));
        await Assert.ThrowsAsync<ArgumentException>(() => MakeAsync(replays, 1, "many"));
        await Assert.ThrowsAsync<ArgumentException>(() => replays.AskAsync(new("Nothing", "", 1, "test")));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => MakeAsync(replays, 2));
    }

    [Fact]
    public async Task A_replay_lives_as_long_as_it_is_used_and_leaves_nothing_behind()
    {
        var counting = await Counting.StartAsync(postgres);
        await counting.AppendManyAsync(writers: 1, streams: 10);
        var replays = ReplaysOf(counting);
        var (used, idle) = (await MakeAsync(replays, 10), await MakeAsync(replays, 20));
        await counting.RunSqlAsync("update caseflow_replays set expires_at = now() - interval '1 second'; create schema caseflow_replay_0123456789abcdef0123456789abcdef_1");
        await replays.UseAsync(used.Id);

        var dropped = await replays.SweepAsync();

        Assert.Equal(new[] { "caseflow_replay_0123456789abcdef0123456789abcdef_1", idle.Schema }.Order(StringComparer.Ordinal), dropped.Order(StringComparer.Ordinal));
        Assert.Equal([used.Schema], await SchemasAsync(counting));
        Assert.Null(await replays.FindAsync(idle.Id));
        Assert.Null(await replays.UseAsync(idle.Id));
        Assert.True(await replays.DropAsync(used.Id));
        Assert.False(await replays.DropAsync(used.Id));
        Assert.Empty(await SchemasAsync(counting));
    }

    [Fact]
    public async Task A_reader_is_not_torn_from_the_rows_that_it_reads()
    {
        var counting = await Counting.StartAsync(postgres);
        await counting.AppendManyAsync(writers: 1, streams: 10);
        var replays = ReplaysOf(counting);
        var replay = await MakeAsync(replays, 30);
        await using var reader = await counting.Database.OpenConnectionAsync();
        await using (var transaction = await reader.BeginTransactionAsync())
        {
            await using var read = new NpgsqlCommand($"select count(*) from \"{replay.Schema}\".caseflow_counts", reader);
            var before = await read.ExecuteScalarAsync();
            Assert.True(await replays.DropAsync(replay.Id));
            Assert.Equal(before, await read.ExecuteScalarAsync());
            Assert.Equal([replay.Schema], await SchemasAsync(counting));
        }

        Assert.Equal([replay.Schema], await replays.SweepAsync());
    }

    [Fact]
    public async Task A_replay_that_is_dropped_while_it_runs_stops()
    {
        var counting = await Counting.StartAsync(postgres);
        await counting.AppendManyAsync(writers: 1, streams: 20);
        var replays = ReplaysOf(counting);
        var (replay, _) = await replays.AskAsync(new("Counts", "", 60, "test"));
        var reports = new List<RebuildProgress>();

        var ended = await replays.CompleteAsync(replay.Id, new Reporting(report =>
        {
            reports.Add(report);
            replays.DropAsync(replay.Id).GetAwaiter().GetResult();
        }));

        Assert.Null(ended);
        Assert.Equal([new(7, 60)], reports);
        Assert.Empty(await SchemasAsync(counting));
    }

    [Fact]
    public async Task There_are_only_so_many_and_the_one_that_was_idle_for_longest_makes_room()
    {
        var counting = await Counting.StartAsync(postgres);
        await counting.AppendManyAsync(writers: 1, streams: 10);
        var replays = ReplaysOf(counting, Options with { Most = 2 });
        var (first, second) = (await MakeAsync(replays, 1), await MakeAsync(replays, 2));
        await replays.UseAsync(first.Id);

        var third = await MakeAsync(replays, 3);

        Assert.Equal([first.Id, third.Id], (await replays.ListAsync()).Select(replay => replay.Id));
        var busy = ReplaysOf(counting, Options with { Most = 2, Undisturbed = TimeSpan.FromHours(1) });
        await Assert.ThrowsAsync<ReplaysExhaustedException>(() => busy.AskAsync(new("Counts", "", 4, "test")));
        Assert.Equal(first.Id, (await busy.AskAsync(new("Counts", "", 1, "test"))).Replay.Id);
        await replays.SweepAsync();
        Assert.DoesNotContain(second.Schema, await SchemasAsync(counting));
    }

    [Fact]
    public async Task Another_version_of_the_program_makes_a_replay_of_its_own()
    {
        var counting = await Counting.StartAsync(postgres);
        await counting.AppendManyAsync(writers: 1, streams: 10);
        var (old, _) = await ReplaysOf(counting).AskAsync(new("Counts", "", 30, "test"));
        var newer = new Replays(counting.Database, counting.Store, [Replayable.AsIs(Counting.Counts(version: 2))], Options);

        Assert.Equal((ReplayState.Failed, "It was asked for by another version of the program."), Said(await newer.CompleteAsync(old.Id)));
        Assert.NotEqual(old.Id, (await newer.AskAsync(new("Counts", "", 30, "test"))).Replay.Id);
        await Assert.ThrowsAsync<ArgumentException>(() => newer.AskAsync(new("Counts", "3", 30, "test")));
    }

    private static Replays ReplaysOf(Counting counting, ReplayOptions? options = null) => new(counting.Database, counting.Store, [Counts], options ?? Options);

    private static async Task<ReplayStatus> MakeAsync(Replays replays, long position, string definition = "")
    {
        var (replay, _) = await replays.AskAsync(new("Counts", definition, position, "test"));
        return (await replays.CompleteAsync(replay.Id))!;
    }

    private static (ReplayState, string?) Said(ReplayStatus? replay) => (replay!.State, replay.Error);

    private static async Task<IReadOnlyList<ThingCount>> RowsAsync(Counting counting, ReplayStatus replay)
    {
        await using var connection = await counting.Database.OpenConnectionAsync();
        return await Counting.Table.QueryAsync(connection, $"select {Counting.Table.ColumnList} from \"{replay.Schema}\".caseflow_counts order by thing", []);
    }

    /// <summary>The rows as a fold of the events up to a position makes them, without a database.</summary>
    private static async Task<IReadOnlyList<ThingCount>> FoldedAsync(Counting counting, long position, int factor = 1) =>
        [.. (await counting.Store.ReadAllAsync(0, int.MaxValue))
            .Where(e => e.Position <= position).Select(e => e.Data).OfType<ThingCounted>()
            .GroupBy(counted => counted.Thing)
            .OrderBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => new ThingCount(group.Key, group.Sum(counted => (long)counted.Amount * factor), group.Count()))];

    private static Task RecordedAtAsync(Counting counting, string time) =>
        counting.RunSqlAsync($"alter table mt_events disable trigger all; update mt_events set timestamp = {time}; alter table mt_events enable trigger all");

    private static async Task<IReadOnlyList<string>> SchemasAsync(Counting counting)
    {
        await using var command = counting.Database.CreateCommand("select nspname::text from pg_namespace where nspname like 'caseflow\\_replay%' order by 1");
        await using var reader = await command.ExecuteReaderAsync();
        var schemas = new List<string>();
        while (await reader.ReadAsync())
            schemas.Add(reader.GetString(0));
        return schemas;
    }

    /// <summary>Ends the session that holds a replay's lock, as a crash of its node does, and returns once it has ended.</summary>
    private static void KillHolder(Counting counting)
    {
        using var kill = counting.Database.CreateCommand("""
            select pg_terminate_backend(l.pid, 60000) from pg_locks l
            where l.locktype = 'advisory' and l.classid = 1667330917 and l.objsubid = 2
                and l.objid in (select hashtext('caseflow_replay_' || replace(id::text, '-', ''))::bigint & 4294967295 from caseflow_replays)
            """);
        Assert.Equal(true, kill.ExecuteScalar());
    }
}
