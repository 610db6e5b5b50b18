using static CaseFlow.Cast;

namespace CaseFlow.FollowUps;

public sealed class TakingACallback
{
    private static readonly DateTimeOffset AtTen = Scheduled.DueAt;
    private static readonly CallbackTaken TakenByLi = new(Li, 1, AtTen.AddMinutes(30));

    [Fact]
    public void An_agent_is_going_to_call() => A.Callback
        .Given(Scheduled, FellDue)
        .When(CallbackDecisions.Take, new TakeCallback(Li, AtTen))
        .Then(TakenByLi);

    [Fact]
    public void Taking_twice_records_it_once() => A.Callback
        .Given(Scheduled, FellDue, TakenByLi)
        .When(CallbackDecisions.Take, new TakeCallback(Li, AtTen.AddMinutes(5)))
        .ThenNothing();

    [Fact]
    public void An_agent_whose_lease_has_ended_takes_the_callback_anew() => A.Callback
        .Given(Scheduled, FellDue, TakenByLi)
        .When(CallbackDecisions.Take, new TakeCallback(Li, AtTen.AddMinutes(30)))
        .Then(new CallbackTaken(Li, 1, AtTen.AddMinutes(60)));

    [Fact]
    public void Another_agent_leaves_it_alone_until_the_lease_ends() => A.Callback
        .Given(Scheduled, FellDue, TakenByLi)
        .When(CallbackDecisions.Take, new TakeCallback(Chen, AtTen.AddMinutes(29)))
        .ThenRefused(CallbackRefusals.TakenByAnother);

    [Fact]
    public void Another_agent_takes_over_when_the_lease_has_ended() => A.Callback
        .Given(Scheduled, FellDue, TakenByLi)
        .When(CallbackDecisions.Take, new TakeCallback(Chen, AtTen.AddMinutes(30)))
        .Then(new CallbackTaken(Chen, 1, AtTen.AddMinutes(60)));

    [Fact]
    public void A_callback_taken_early_is_not_raised_before_its_time_has_come_and_gone()
    {
        var early = A.Callback
            .Given(Scheduled)
            .When(CallbackDecisions.Take, new TakeCallback(Li, AtTen.AddHours(-20)))
            .Then(TakenByLi)
            .State;
        Assert.Empty(Callback.Owed(early, AtTen));
        Assert.Equal([new CallbackRaised(1, CallbackRaise.NotAttempted)], Callback.Owed(early, AtTen.AddMinutes(30)));
    }

    [Fact]
    public void There_is_nothing_to_take_before_it_is_scheduled() => A.Callback
        .Given()
        .When(CallbackDecisions.Take, new TakeCallback(Li, AtTen))
        .ThenRefused(CallbackRefusals.NotScheduled);

    [Fact]
    public void A_callback_with_a_result_is_not_taken() => A.Callback
        .Given(Scheduled, FellDue, new CallbackAttempted(1, CallbackOutcome.Satisfied, null), new CallbackCompleted(CallbackResult.Satisfied))
        .When(CallbackDecisions.Take, new TakeCallback(Li, AtTen))
        .ThenRefused(CallbackRefusals.AlreadyEnded);
}

public sealed class OwingACallback
{
    private static readonly DateTimeOffset AtTen = Scheduled.DueAt;

    private static IReadOnlyList<CallbackEvent> Owed(DateTimeOffset now, params CallbackEvent[] given) => Callback.Owed(A.Callback.Given(given).State, now);

    [Fact]
    public void Nothing_is_owed_before_its_time() => Assert.Empty(Owed(AtTen.AddTicks(-1), Scheduled));

    [Fact]
    public void A_callback_falls_due_at_its_time() => Assert.Equal([FellDue], Owed(AtTen, Scheduled));

    [Fact]
    public void What_fell_due_does_not_fall_due_again() => Assert.Empty(Owed(AtTen, Scheduled, FellDue));

    [Fact]
    public void What_nobody_takes_is_raised() =>
        Assert.Equal([new CallbackRaised(1, CallbackRaise.NotTaken)], Owed(AtTen.AddMinutes(30), Scheduled, FellDue));

    [Fact]
    public void What_fell_due_while_nothing_ran_is_raised_in_the_same_breath() =>
        Assert.Equal([FellDue, new CallbackRaised(1, CallbackRaise.NotTaken)], Owed(AtTen.AddDays(3), Scheduled));

    [Fact]
    public void What_was_raised_is_not_raised_again() => Assert.Empty(Owed(AtTen.AddDays(3), Scheduled, FellDue, new CallbackRaised(1, CallbackRaise.NotTaken)));

    [Fact]
    public void What_an_agent_takes_and_does_not_make_is_raised_and_free_again()
    {
        var raised = A.Callback.Given(Scheduled, FellDue, new CallbackTaken(Li, 1, AtTen.AddMinutes(30)), new CallbackRaised(1, CallbackRaise.NotAttempted)).State;
        Assert.Equal((CallbackStatus.Due, null), (raised.Status, raised.Agent));
        Assert.Null(raised.OwedAt);
    }

    [Fact]
    public void A_next_attempt_is_raised_anew()
    {
        var next = AtTen.AddHours(2);
        Assert.Equal(
            [new CallbackFellDue(2, next), new CallbackRaised(2, CallbackRaise.NotTaken)],
            Owed(next.AddMinutes(30), Scheduled, FellDue, new CallbackRaised(1, CallbackRaise.NotTaken), new CallbackAttempted(1, CallbackOutcome.Busy, null), new CallbackPutOff(2, next)));
    }
}
