using System.Net;
using CaseFlow.Complaints;
using CaseFlow.FollowUps;

namespace CaseFlow.Server.Tests.FollowUps;

public sealed class CallingTests(SharedCallbackWorld shared) : IClassFixture<SharedCallbackWorld>, IAsyncLifetime
{
    private CallbackWorld world = null!;

    public async ValueTask InitializeAsync() => world = await shared.OnMondayAsync();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private static string Take(CallbackId callback) => $"/api/callbacks/{callback.Value}/take";

    private static string Attempt(CallbackId callback) => $"/api/callbacks/{callback.Value}/attempt";

    [Fact]
    public async Task A_customer_who_is_satisfied_lets_the_case_be_closed()
    {
        var callback = await world.DueAsync();
        var complaint = (await world.StateAsync(callback)).Complaint;
        Assert.Equal("callback-outstanding", await world.RefusedAsync($"/api/complaints/{complaint.Value}/close", new { }));

        await world.DoAsync(Take(callback), new { });
        await world.DoAsync(Attempt(callback), new { Outcome = CallbackOutcome.Satisfied, Note = "谢谢" });
        await world.DoAsync($"/api/complaints/{complaint.Value}/close", new { });

        Assert.Equal(
            [typeof(CallbackScheduled), typeof(CallbackFellDue), typeof(CallbackTaken), typeof(CallbackAttempted), typeof(CallbackCompleted)],
            (await world.EventsAsync(callback)).Select(e => e.GetType()));
        var closed = (ComplaintClosed)(await world.Store.ReadStreamAsync(complaint.Value))[^1].Data;
        Assert.Equal(new ComplaintClosed(ClosureBasis.CustomerSatisfied, callback, 1), closed);
    }

    [Fact]
    public async Task What_the_customer_said_is_sealed()
    {
        var callback = await world.DueAsync();
        await world.DoAsync(Attempt(callback), new { Outcome = CallbackOutcome.Satisfied, Note = "谢谢" });

        var attempted = (CallbackAttempted)(await world.EventsAsync(callback))[^2];
        Assert.StartsWith("s1.", attempted.Note!.Value.Ciphertext, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_customer_who_is_not_satisfied_keeps_the_case_from_being_closed()
    {
        var callback = await world.DueAsync();
        await world.DoAsync(Attempt(callback), new { Outcome = CallbackOutcome.Dissatisfied });

        var state = await world.StateAsync(callback);
        Assert.Equal((CallbackStatus.Completed, CallbackResult.Dissatisfied), (state.Status, state.Result));
        Assert.Equal("customer-dissatisfied", await world.RefusedAsync($"/api/complaints/{state.Complaint.Value}/close", new { }));
    }

    [Theory]
    [InlineData(CallbackOutcome.NoAnswer)]
    [InlineData(CallbackOutcome.Busy)]
    [InlineData(CallbackOutcome.SwitchedOff)]
    [InlineData(CallbackOutcome.WrongNumber)]
    public async Task A_customer_who_is_not_reached_is_called_again_and_given_up_in_the_end(CallbackOutcome outcome)
    {
        var callback = await world.DueAsync();
        await world.DoAsync(Attempt(callback), new { Outcome = outcome });
        var again = await world.StateAsync(callback);
        Assert.Equal((CallbackStatus.Scheduled, 2, world.Clock.GetUtcNow().AddHours(2)), (again.Status, again.Attempt, again.DueAt));

        await world.FallDueAsync(callback);
        await world.DoAsync(Attempt(callback), new { Outcome = outcome });

        var state = await world.StateAsync(callback);
        Assert.Equal((CallbackStatus.Completed, CallbackResult.Unreachable), (state.Status, state.Result));
        Assert.Equal("customer-not-reached", await world.RefusedAsync($"/api/complaints/{state.Complaint.Value}/close", new { }));
        await world.DoAsync($"/api/complaints/{state.Complaint.Value}/close", new { AcceptUnreachable = true });
    }

    [Fact]
    public async Task A_customer_is_called_when_he_asked_to_be()
    {
        var callback = await world.DueAsync();
        await world.DoAsync(Attempt(callback), new { Outcome = CallbackOutcome.AskedForLater, AskedFor = CallbackWorld.At("2099-03-03T22:00:00+08:00") });

        var state = await world.StateAsync(callback);
        Assert.Equal((CallbackStatus.Scheduled, CallbackWorld.At("2099-03-04T09:00:00+08:00")), (state.Status, state.DueAt));
    }

    [Fact]
    public async Task A_callback_that_nobody_takes_is_raised_once()
    {
        var callback = await world.DueAsync();
        await world.FallDueAsync(callback);
        world.Clock.Advance(TimeSpan.FromDays(1));
        await world.Get<CaseFlow.Server.FollowUps.OwedCallbacks>().CarryOutAsync(callback, CancellationToken.None);

        Assert.Equal([new CallbackRaised(1, CallbackRaise.NotTaken)], (await world.EventsAsync(callback)).OfType<CallbackRaised>());
        await world.DoAsync(Take(callback), new { });
    }

    [Fact]
    public async Task A_call_that_was_taken_and_not_made_is_raised_and_free_for_others()
    {
        var callback = await world.DueAsync();
        await world.DoAsync(Take(callback), new { });
        Assert.Equal("callback-taken-by-another", await world.RefusedAsync(Take(callback), new { }, actor: "chen.jie"));

        await world.FallDueAsync(callback);
        await world.DoAsync(Take(callback), new { }, actor: "chen.jie");
        await world.FallDueAsync(callback);

        Assert.Equal(
            [new CallbackRaised(1, CallbackRaise.NotAttempted), new CallbackRaised(1, CallbackRaise.NotAttempted)],
            (await world.EventsAsync(callback)).OfType<CallbackRaised>());
    }

    [Fact]
    public async Task What_was_overdue_while_no_server_ran_bears_the_times_at_which_it_was_owed()
    {
        var callback = await world.ScheduledAsync();
        world.Clock.Advance(TimeSpan.FromHours(5));
        await world.Get<CaseFlow.Server.FollowUps.OwedCallbacks>().CarryOutAsync(callback, CancellationToken.None);

        var owed = (await world.Store.ReadStreamAsync(callback.Value)).Skip(1).Select(e => (e.Data.GetType(), e.Metadata.OccurredAt, e.Metadata.Actor));
        Assert.Equal(
            [(typeof(CallbackFellDue), CallbackWorld.Monday.AddMinutes(60), "callback-clock"), (typeof(CallbackRaised), CallbackWorld.Monday.AddMinutes(90), "callback-clock")],
            owed);
    }

    [Fact]
    public async Task Nobody_is_called_outside_the_hours()
    {
        var callback = await world.DueAsync();
        world.Clock.Set(CallbackWorld.At("2099-03-02T21:00:00+08:00"));

        Assert.Equal("outside-calling-hours", await world.RefusedAsync(Attempt(callback), new { Outcome = CallbackOutcome.Satisfied }));
        await world.DoAsync(Attempt(callback), new { Outcome = CallbackOutcome.Satisfied, OccurredAt = CallbackWorld.At("2099-03-02T20:59:59+08:00") });
    }

    [Fact]
    public async Task There_must_be_a_callback()
    {
        Assert.Equal("callback-not-scheduled", await world.RefusedAsync(Take(CallbackId.From(Guid.NewGuid())), new { }, HttpStatusCode.NotFound));
        Assert.Equal("callback-not-scheduled", await world.RefusedAsync(Attempt(CallbackId.From(Guid.NewGuid())), new { Outcome = CallbackOutcome.Busy }, HttpStatusCode.NotFound));
    }

    [Fact]
    public async Task An_attempt_says_what_it_came_to_and_when_to_call_again()
    {
        var callback = await world.DueAsync();

        Assert.Equal("invalid-request", await world.RefusedAsync(Attempt(callback), new { }, HttpStatusCode.BadRequest));
        Assert.Equal("time-asked-for-missing", await world.RefusedAsync(Attempt(callback), new { Outcome = CallbackOutcome.AskedForLater }));
        Assert.Equal("invalid-request", await world.RefusedAsync(Attempt(callback), new { Outcome = CallbackOutcome.Busy, AskedFor = CallbackWorld.Monday.AddDays(1) }, HttpStatusCode.BadRequest));
        Assert.Equal("invalid-request", await world.RefusedAsync(Attempt(callback), new { Outcome = CallbackOutcome.AskedForLater, AskedFor = CallbackWorld.Monday.AddYears(10) }, HttpStatusCode.BadRequest));
        Assert.Equal(2, (await world.EventsAsync(callback)).Count);
    }

    [Fact]
    public async Task An_attempt_sent_twice_is_recorded_once()
    {
        var callback = await world.DueAsync();
        var first = await world.Server.PostAsync(Attempt(callback), new { Outcome = CallbackOutcome.NoAnswer }, key: "once", actor: "li.na");
        var second = await world.Server.PostAsync(Attempt(callback), new { Outcome = CallbackOutcome.NoAnswer }, key: "once", actor: "li.na");

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (first.StatusCode, second.StatusCode));
        Assert.Contains("repeated", await second.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.Single((await world.EventsAsync(callback)).OfType<CallbackAttempted>());
    }
}
