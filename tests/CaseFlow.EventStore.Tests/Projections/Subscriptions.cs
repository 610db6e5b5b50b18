using CaseFlow.EventStore.Projections;

namespace CaseFlow.EventStore.Tests.Projections;

public sealed class Subscriptions(PostgresFixture postgres)
{
    private sealed class Recording(Func<RecordedEvent, Task>? then = null) : ISubscription
    {
        public string Name => "Recording";

        public List<long> Seen { get; } = [];

        public async Task HandleAsync(RecordedEvent e, CancellationToken cancellation)
        {
            if (then is not null)
                await then(e);
            Seen.Add(e.Position);
        }
    }

    [Fact]
    public async Task A_subscription_sees_every_event_in_order_and_goes_on_from_its_checkpoint()
    {
        var counting = await Counting.StartAsync(postgres);
        await counting.AppendAsync(Sample.Counts(10));
        var (first, second) = (new Recording(), new Recording());

        await counting.Engine(first).CatchUpAsync();
        await counting.AppendAsync(Sample.Counts(2));
        await counting.Engine(second).CatchUpAsync();

        Assert.Equal(Enumerable.Range(1, 10).Select(i => (long)i), first.Seen);
        Assert.Equal([11, 12], second.Seen);
    }

    [Fact]
    public async Task A_failing_subscription_stops_before_the_event_and_repeats_nothing_that_it_handled()
    {
        var counting = await Counting.StartAsync(postgres);
        await counting.AppendAsync(Sample.Counts(5));
        var failing = new Recording(e => e.Position == 4 ? throw new InvalidOperationException("Busy.") : Task.CompletedTask);
        var engine = counting.Engine(failing);

        await engine.CatchUpAsync();

        Assert.Equal([1, 2, 3], failing.Seen);
        var status = await counting.StatusAsync(engine, "Recording");
        Assert.Equal((3, 4), (status.Position, status.StoppedAt));
        Assert.Contains("Busy.", status.Error, StringComparison.Ordinal);
        Assert.Equal(15, Assert.Single(await counting.RowsAsync()).Total);

        var mended = new Recording();
        await counting.Engine(mended).CatchUpAsync();
        Assert.Equal([4, 5], mended.Seen);
    }

    [Fact]
    public async Task Catching_up_includes_what_a_subscription_appends()
    {
        var counting = await Counting.StartAsync(postgres);
        var echo = new Recording(e => e.Position < 4 ? counting.AppendAsync(Sample.Counted()) : Task.CompletedTask);
        await counting.AppendAsync(Sample.Counted());

        await counting.Engine(echo).CatchUpAsync();

        Assert.Equal([1, 2, 3, 4], echo.Seen);
        Assert.Equal([new("apple", 4, 4)], await counting.RowsAsync());
    }

    [Fact]
    public async Task A_rebuild_does_not_repeat_a_subscription()
    {
        var counting = await Counting.StartAsync(postgres);
        await counting.AppendAsync(Sample.Counts(3));
        var recording = new Recording();
        var engine = counting.Engine(recording);
        await engine.CatchUpAsync();

        await engine.RebuildAsync("Counts");
        await engine.CatchUpAsync();

        Assert.Equal([1, 2, 3], recording.Seen);
    }

    [Fact]
    public async Task A_node_that_was_left_behind_in_the_middle_of_an_event_does_not_take_the_checkpoint_back()
    {
        var counting = await Counting.StartAsync(postgres);
        await counting.AppendAsync(Sample.Counts(3));
        var (entered, open) = (new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously), new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        var slow = new Recording(async e =>
        {
            if (e.Position != 2)
                return;
            entered.SetResult();
            await open.Task;
        });
        var behind = counting.Engine(slow).CatchUpAsync();
        await entered.Task;
        await counting.CutAsync();
        await counting.AppendAsync(Sample.Counts(2));
        var other = counting.Engine(new Recording());
        await other.CatchUpAsync();

        open.SetResult();

        // Whether it notices in time that its turn is over is another matter.
        await Task.WhenAny(behind);
        Assert.Equal(5, (await counting.StatusAsync(other, "Recording")).Position);
    }
}
