using System.Diagnostics;
using CaseFlow.EventStore.Projections;
using CaseFlow.Testing;

namespace CaseFlow.EventStore.Tests.Projections;

/// <summary>Nodes are processes; they are killed and paused while events are appended.</summary>
[Takes(40)]
public sealed class NodeDrills(PostgresFixture postgres)
{
    private const int Rounds = 3;

    /// <summary>Longer than a projection rests before it tries an event again, so that what is told of a failure is what it rests before.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    [Fact]
    public async Task Another_node_takes_over_from_one_that_is_paused_and_that_does_no_harm_when_it_goes_on()
    {
        var counting = await Counting.StartAsync(postgres);
        using var one = NodeProcess.Start("one", counting.Database, "project");
        using var other = NodeProcess.Start("other", counting.Database, "project");
        using var writer = NodeProcess.Start("writer", counting.Database, "append", "4", "5");

        for (var round = 0; round < Rounds; round++)
        {
            var holder = await HolderAsync(counting, "one", "other") == "one" ? one : other;
            await ProjectedAsync(counting);
            holder.Pause();

            await HolderAsync(counting, (holder == one ? other : one).Name);
            await ProjectedAsync(counting);
            holder.Continue();
            await ProjectedAsync(counting);
        }

        writer.Kill();
        await ProjectedAsync(counting);
        Assert.Equal(await counting.FoldedAsync(), await counting.RowsAsync());
    }

    [Fact]
    public async Task Another_node_takes_over_from_one_that_is_killed()
    {
        var counting = await Counting.StartAsync(postgres);
        using var writer = NodeProcess.Start("writer", counting.Database, "append", "4", "5");
        var node = NodeProcess.Start("0", counting.Database, "project");

        for (var round = 1; round <= Rounds; round++)
        {
            await HolderAsync(counting, node.Name);
            await ProjectedAsync(counting);
            var next = NodeProcess.Start($"{round}", counting.Database, "project");
            node.Kill();
            node.Dispose();
            node = next;
        }

        await ProjectedAsync(counting);
        writer.Kill();
        await ProjectedAsync(counting);
        node.Dispose();
        Assert.Equal(await counting.FoldedAsync(), await counting.RowsAsync());
    }

    [Fact]
    public async Task A_rebuild_that_is_paused_is_followed_by_another_and_does_no_harm_when_it_goes_on()
    {
        var counting = await Counting.StartAsync(postgres);
        await counting.AppendManyAsync(writers: 4, streams: 100);
        var engine = counting.Engine(Counting.Counts());
        await using var running = new RunningEngine(engine);
        using var writer = NodeProcess.Start("writer", counting.Database, "append", "4", "5");

        for (var round = 0; round < Rounds; round++)
        {
            using var rebuilding = NodeProcess.Start("rebuilding", counting.Database, "rebuild");
            await HolderAsync(counting, "rebuilding");
            rebuilding.Pause();
            while (!await IsRebuiltAsync(engine))
                await Task.Delay(100);
            rebuilding.Continue();
            await ProjectedAsync(counting);
        }

        writer.Kill();
        await engine.CatchUpAsync();
        Assert.Equal(await counting.FoldedAsync(), await counting.RowsAsync());
        Assert.Null((await counting.StatusAsync(engine)).Error);
    }

    private static async Task<bool> IsRebuiltAsync(ProjectionEngine engine)
    {
        try
        {
            await engine.RebuildAsync("Counts");
            return true;
        }
        catch (InvalidOperationException fault) when (fault is not RebuildRefusedException)
        {
            return false; // The paused one still holds the lock.
        }
    }

    /// <summary>Waits until one of some nodes has its turn, or rebuilds: locks whose numbers are no names are held for a moment only.</summary>
    private static async Task<string> HolderAsync(Counting counting, params string[] among)
    {
        await using var command = counting.Database.CreateCommand("""
            select a.application_name from pg_locks l join pg_stat_activity a on a.pid = l.pid
            where l.locktype = 'advisory' and l.classid = 1667330917 and l.objid > 5 and a.datname = current_database() and a.application_name = any ($1)
            """);
        command.Parameters.Add(new() { Value = among });
        return await UntilAsync(counting, async () => await command.ExecuteScalarAsync() as string);
    }

    /// <summary>Waits until everything that is recorded now is in the rows.</summary>
    private static async Task ProjectedAsync(Counting counting)
    {
        var head = await counting.Store.HeadAsync();
        await using var command = counting.Database.CreateCommand("select name from mt_event_progression where name = 'Counts:All' and last_seq_id >= $1");
        command.Parameters.Add(new() { Value = head });
        await UntilAsync(counting, async () => await command.ExecuteScalarAsync() as string);
    }

    private static async Task<string> UntilAsync(Counting counting, Func<Task<string?>> found)
    {
        var watch = Stopwatch.StartNew();
        while (true)
        {
            if (await found() is { } it)
                return it;
            if (watch.Elapsed > Patience)
                Assert.Fail($"Nothing came of it in {watch.Elapsed.TotalSeconds:0} s.\n{await StateAsync(counting)}");
            await Task.Delay(20);
        }
    }

    /// <summary>How far the projection is, what it rests before, and what each session does.</summary>
    private static async Task<string> StateAsync(Counting counting)
    {
        await using var command = counting.Database.CreateCommand("""
            select string_agg(line, E'\n') from (
                select format('%s at %s', name, last_seq_id) from mt_event_progression
                union all select format('parked: %s', p) from caseflow_parked p
                union all select format('%s: %s, %s %s, %s', application_name, state, wait_event_type, wait_event, left(query, 80)) from pg_stat_activity where datname = current_database()
            ) state (line)
            """);
        return (string)(await command.ExecuteScalarAsync())!;
    }
}
