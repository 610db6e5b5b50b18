using CaseFlow.Complaints;
using CaseFlow.FollowUps;
using CaseFlow.Server.FollowUps;
using CaseFlow.Server.Platform.Commands;
using CaseFlow.Server.Platform.Reading;

namespace CaseFlow.Server.Tests.FollowUps;

public sealed class SchedulingTests(SharedCallbackWorld shared) : IClassFixture<SharedCallbackWorld>, IAsyncLifetime
{
    private CallbackWorld world = null!;

    public async ValueTask InitializeAsync() => world = await shared.OnMondayAsync();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task A_resolved_case_is_to_be_called_about_with_the_terms_in_force()
    {
        var complaint = await world.RegisterAsync();
        await world.ResolveAsync(complaint);

        var events = await world.Store.ReadStreamAsync(CallbackIds.Of(complaint, 1).Value);
        var scheduled = Assert.IsType<CallbackScheduled>(Assert.Single(events).Data);
        Assert.Equal(complaint, scheduled.Complaint);
        Assert.Equal(new Region("cn-js", "nanjing"), scheduled.Region);
        Assert.Equal(CallbackWorld.Monday.AddHours(1), scheduled.DueAt);
        Assert.Equal(CallbackWorld.Terms.FirstAfterMinutes, scheduled.Terms.FirstAfterMinutes);
    }

    [Fact]
    public async Task What_follows_from_a_resolution_says_so()
    {
        var complaint = await world.RegisterAsync();
        await world.ResolveAsync(complaint);

        var resolution = (await world.Store.ReadStreamAsync(complaint.Value))[^1];
        var scheduled = (await world.Store.ReadStreamAsync(CallbackIds.Of(complaint, 1).Value))[0];

        Assert.Equal("callback-scheduling", scheduled.Metadata.Actor);
        Assert.Equal(resolution.Id.ToString(), scheduled.Metadata.CausationId);
        Assert.Equal(resolution.Metadata.CorrelationId, scheduled.Metadata.CorrelationId);
    }

    [Theory]
    [InlineData("2099-03-02T20:30:00+08:00", "2099-03-03T09:00:00+08:00")]
    [InlineData("2099-03-02T23:30:00+08:00", "2099-03-03T09:00:00+08:00")]
    [InlineData("2099-03-03T00:30:00+08:00", "2099-03-03T09:00:00+08:00")]
    [InlineData("2099-03-02T19:59:59+08:00", "2099-03-02T20:59:59+08:00")]
    public async Task Nobody_is_called_at_night_in_Nanjing(string resolved, string due)
    {
        world.Clock.Set(CallbackWorld.At(resolved));
        var callback = await world.ScheduledAsync();

        Assert.Equal(CallbackWorld.At(due), (await world.StateAsync(callback)).DueAt);
    }

    [Theory]
    [InlineData("America/New_York", "2099-03-02T22:00:00+00:00", "2099-03-02T23:00:00+00:00")]
    [InlineData("America/New_York", "2099-03-08T03:30:00+00:00", "2099-03-08T13:00:00+00:00")]
    [InlineData("Europe/Berlin", "2099-03-28T20:30:00+00:00", "2099-03-29T07:00:00+00:00")]
    public async Task The_hours_are_those_of_the_policys_zone_whatever_its_clocks_do(string zone, string resolved, string due)
    {
        await world.PublishAsync(CallbackWorld.Terms with { Zone = zone });
        world.Clock.Set(CallbackWorld.At(resolved));
        var callback = await world.ScheduledAsync();

        Assert.Equal(CallbackWorld.At(due), (await world.StateAsync(callback)).DueAt);
    }

    [Fact]
    public async Task A_kind_that_the_policy_does_not_name_is_closed_without_a_call()
    {
        var complaint = await world.RegisterAsync(ComplaintKind.Consultation);
        await world.ResolveAsync(complaint);

        Assert.Empty(await world.EventsAsync(CallbackIds.Of(complaint, 1)));
        await world.DoAsync($"/api/complaints/{complaint.Value}/close", new { });
    }

    [Fact]
    public async Task A_resolution_that_was_old_when_it_was_recorded_sends_nobody_and_holds_no_case_open()
    {
        var complaint = await world.RegisterAsync(at: CallbackWorld.At("2011-06-28T09:00:00+08:00"));
        await world.ResolveAsync(complaint, CallbackWorld.At("2011-06-30T09:00:00+08:00"));

        Assert.Empty(await world.EventsAsync(CallbackIds.Of(complaint, 1)));
        await world.DoAsync($"/api/complaints/{complaint.Value}/close", new { });
    }

    [Fact]
    public async Task A_policy_decides_about_resolutions_that_come_after_it()
    {
        await world.PublishAsync(CallbackWorld.Terms with { FirstAfterMinutes = 10 }, ComplaintKind.Fault);
        var before = await world.RegisterAsync();
        await world.ResolveAsync(before);
        await world.PublishAsync(CallbackWorld.Terms with { FirstAfterMinutes = 20 });
        var after = await world.RegisterAsync(number: "13951770002");
        await world.ResolveAsync(after);

        Assert.Empty(await world.EventsAsync(CallbackIds.Of(before, 1)));
        await world.DoAsync($"/api/complaints/{before.Value}/close", new { });
        Assert.Equal(CallbackWorld.Monday.AddMinutes(20), (await world.StateAsync(CallbackIds.Of(after, 1))).DueAt);
        Assert.Equal("callback-outstanding", await world.RefusedAsync($"/api/complaints/{after.Value}/close", new { }));
    }

    [Fact]
    public async Task A_closure_that_another_system_recorded_gives_the_callback_up()
    {
        var complaint = await world.RegisterAsync();
        await world.ResolveAsync(complaint);
        await CloseElsewhereAsync(complaint);
        await world.SettleAsync();

        Assert.Equal(new CallbackCancelled(CallbackCancellation.ClosedElsewhere), (await world.EventsAsync(CallbackIds.Of(complaint, 1)))[^1]);
    }

    [Fact]
    public async Task A_case_that_ended_before_its_turn_came_is_not_called_about()
    {
        var complaint = await world.RegisterAsync(ComplaintKind.Consultation);
        await world.ResolveAsync(complaint);
        await CloseElsewhereAsync(complaint);
        var resolution = (await world.Store.ReadStreamAsync(complaint.Value)).Single(e => e.Data is ComplaintResolved);

        await world.Get<CallbackScheduling>().HandleAsync(resolution, CancellationToken.None);

        Assert.Empty(await world.EventsAsync(CallbackIds.Of(complaint, 1)));
    }

    [Fact]
    public async Task A_reopened_case_gives_its_callback_up_and_gets_another_when_it_is_resolved_again()
    {
        var complaint = await world.RegisterAsync();
        await world.ResolveAsync(complaint);
        await world.DoAsync($"/api/complaints/{complaint.Value}/reopen", new { Cause = ReopenCause.ProblemReturned, Reason = "No signal again" });
        world.Clock.Advance(TimeSpan.FromHours(2));
        await world.ResolveAsync(complaint);

        Assert.Equal(new CallbackCancelled(CallbackCancellation.ComplaintReopened), (await world.EventsAsync(CallbackIds.Of(complaint, 1)))[^1]);
        var second = await world.StateAsync(CallbackIds.Of(complaint, 2));
        Assert.Equal((CallbackStatus.Scheduled, CallbackWorld.Monday.AddHours(3)), (second.Status, second.DueAt));
    }

    [Fact]
    public async Task A_withdrawn_case_gives_its_callback_up()
    {
        var complaint = await world.RegisterAsync();
        await world.ResolveAsync(complaint);
        await world.DoAsync($"/api/complaints/{complaint.Value}/withdraw", new { Reason = "Settled with the shop" });
        await world.SettleAsync();

        Assert.Equal(new CallbackCancelled(CallbackCancellation.ComplaintWithdrawn), (await world.EventsAsync(CallbackIds.Of(complaint, 1)))[^1]);
    }

    [Fact]
    public async Task A_merged_case_gives_its_callback_up()
    {
        var complaint = await world.RegisterAsync();
        await world.ResolveAsync(complaint);
        // The desk merges open cases only; a history from elsewhere may hold this.
        await RecordAsync(complaint, _ => new ComplaintMerged(ComplaintId.From(Guid.NewGuid()), null));
        await world.SettleAsync();

        Assert.Equal(new CallbackCancelled(CallbackCancellation.ComplaintMerged), (await world.EventsAsync(CallbackIds.Of(complaint, 1)))[^1]);
    }

    [Fact]
    public async Task Events_seen_again_record_nothing_more()
    {
        var complaint = await world.RegisterAsync();
        await world.ResolveAsync(complaint);
        await world.DoAsync($"/api/complaints/{complaint.Value}/reopen", new { Cause = ReopenCause.ProblemReturned, Reason = "No signal again" });
        await world.ResolveAsync(complaint);
        var head = await world.Store.HeadAsync();

        foreach (var e in await world.Store.ReadStreamAsync(complaint.Value))
            await world.Get<CallbackScheduling>().HandleAsync(e, CancellationToken.None);

        Assert.Equal(head, await world.Store.HeadAsync());
    }

    private Task CloseElsewhereAsync(ComplaintId complaint) =>
        RecordAsync(complaint, state => ClosureDecisions.Close(state, new(null, CallbackOwed: true, RecordedElsewhere: true)));

    private async Task RecordAsync(ComplaintId complaint, Func<Complaint, Decision<ComplaintEvent>> decide)
    {
        var context = new CommandContext { CommandId = Guid.NewGuid(), Actor = "import", Scope = AccessScope.All, CorrelationId = "test", OccurredAt = world.Clock.GetUtcNow() };
        Assert.IsType<CommandRecorded>(await world.Get<CommandShell>().DecideAsync(Streams.Complaint, complaint.Value, context, decide, CancellationToken.None));
    }
}
