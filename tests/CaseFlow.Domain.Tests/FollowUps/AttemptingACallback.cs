using static CaseFlow.Cast;

namespace CaseFlow.FollowUps;

public sealed class AttemptingACallback
{
    private static readonly DateTimeOffset AtTen = Scheduled.DueAt;
    private static readonly CallbackTaken TakenByLi = new(Li, 1, AtTen.AddMinutes(30));
    private static readonly RecordCallbackAttempt Satisfied = new(Li, CallbackOutcome.Satisfied, AtTen.AddMinutes(5), Shanghai, Words);
    private static readonly RecordCallbackAttempt NoAnswer = new(Li, CallbackOutcome.NoAnswer, AtTen.AddMinutes(5), Shanghai);

    private static CallbackEvent[] Missed(int attempt, DateTimeOffset next) => [new CallbackAttempted(attempt, CallbackOutcome.NoAnswer, null), new CallbackPutOff(attempt + 1, next)];

    [Theory]
    [InlineData(CallbackOutcome.Satisfied, CallbackResult.Satisfied)]
    [InlineData(CallbackOutcome.Dissatisfied, CallbackResult.Dissatisfied)]
    public void A_customer_who_is_reached_decides(CallbackOutcome outcome, CallbackResult result) => A.Callback
        .Given(Scheduled, FellDue, TakenByLi)
        .When(CallbackDecisions.RecordAttempt, Satisfied with { Outcome = outcome })
        .Then(new CallbackAttempted(1, outcome, Words), new CallbackCompleted(result));

    [Theory]
    [InlineData(CallbackOutcome.NoAnswer)]
    [InlineData(CallbackOutcome.Busy)]
    [InlineData(CallbackOutcome.SwitchedOff)]
    [InlineData(CallbackOutcome.WrongNumber)]
    public void A_customer_who_is_not_reached_is_called_again(CallbackOutcome outcome) => A.Callback
        .Given(Scheduled, FellDue, TakenByLi)
        .When(CallbackDecisions.RecordAttempt, NoAnswer with { Outcome = outcome })
        .Then(new CallbackAttempted(1, outcome, null), new CallbackPutOff(2, AtTen.AddMinutes(65)));

    [Fact]
    public void The_last_attempt_that_reaches_nobody_gives_up() => A.Callback
        .Given([Scheduled, FellDue, .. Missed(1, AtTen.AddHours(1)), .. Missed(2, AtTen.AddHours(5))])
        .When(CallbackDecisions.RecordAttempt, NoAnswer with { At = AtTen.AddHours(5) })
        .Then(new CallbackAttempted(3, CallbackOutcome.NoAnswer, null), new CallbackCompleted(CallbackResult.Unreachable));

    [Fact]
    public void Without_further_attempts_the_first_one_gives_up() => A.Callback
        .Given(Scheduled with { Terms = Terms with { RetryAfterMinutes = [] } }, FellDue)
        .When(CallbackDecisions.RecordAttempt, NoAnswer)
        .Then(new CallbackAttempted(1, CallbackOutcome.NoAnswer, null), new CallbackCompleted(CallbackResult.Unreachable));

    [Fact]
    public void A_next_attempt_that_would_come_at_night_waits_until_morning() => A.Callback
        .Given(Scheduled, FellDue)
        .When(CallbackDecisions.RecordAttempt, NoAnswer with { At = Jiangsu(28, 19, 30) })
        .Then(Missed(1, Jiangsu(29, 9, 0)));

    [Fact]
    public void A_customer_is_called_when_he_asked_to_be() => A.Callback
        .Given(Scheduled, FellDue)
        .When(CallbackDecisions.RecordAttempt, NoAnswer with { Outcome = CallbackOutcome.AskedForLater, AskedFor = Jiangsu(30, 15, 0) })
        .Then(new CallbackAttempted(1, CallbackOutcome.AskedForLater, null), new CallbackPutOff(2, Jiangsu(30, 15, 0)));

    [Fact]
    public void A_customer_who_asks_for_the_night_is_called_in_the_morning() => A.Callback
        .Given(Scheduled, FellDue)
        .When(CallbackDecisions.RecordAttempt, NoAnswer with { Outcome = CallbackOutcome.AskedForLater, AskedFor = Jiangsu(28, 23, 0) })
        .Then(new CallbackAttempted(1, CallbackOutcome.AskedForLater, null), new CallbackPutOff(2, Jiangsu(29, 9, 0)));

    [Fact]
    public void Later_is_some_time() => A.Callback
        .Given(Scheduled, FellDue)
        .When(CallbackDecisions.RecordAttempt, NoAnswer with { Outcome = CallbackOutcome.AskedForLater })
        .ThenRefused(CallbackRefusals.TimeAskedForMissing);

    [Fact]
    public void Later_is_not_now_or_before() => A.Callback
        .Given(Scheduled, FellDue)
        .When(CallbackDecisions.RecordAttempt, NoAnswer with { Outcome = CallbackOutcome.AskedForLater, AskedFor = NoAnswer.At })
        .ThenRefused(CallbackRefusals.TimeAskedForPast);

    [Fact]
    public void Recording_a_result_twice_records_it_once() => A.Callback
        .Given(Scheduled, FellDue, TakenByLi)
        .When(CallbackDecisions.RecordAttempt, Satisfied)
        .Then(new CallbackAttempted(1, CallbackOutcome.Satisfied, Words), new CallbackCompleted(CallbackResult.Satisfied))
        .When(CallbackDecisions.RecordAttempt, Satisfied)
        .ThenRefused(CallbackRefusals.AlreadyEnded);

    [Fact]
    public void Nobody_calls_while_another_agent_does() => A.Callback
        .Given(Scheduled, FellDue, TakenByLi)
        .When(CallbackDecisions.RecordAttempt, Satisfied with { Agent = Chen })
        .ThenRefused(CallbackRefusals.TakenByAnother);

    [Fact]
    public void Another_agent_calls_when_the_lease_has_ended() => A.Callback
        .Given(Scheduled, FellDue, TakenByLi)
        .When(CallbackDecisions.RecordAttempt, Satisfied with { Agent = Chen, At = AtTen.AddMinutes(30) })
        .Then(new CallbackAttempted(1, CallbackOutcome.Satisfied, Words), new CallbackCompleted(CallbackResult.Satisfied));

    [Fact]
    public void Nobody_is_called_outside_calling_hours() => A.Callback
        .Given(Scheduled, FellDue)
        .When(CallbackDecisions.RecordAttempt, Satisfied with { At = Jiangsu(28, 20, 0) })
        .ThenRefused(CallbackRefusals.OutsideCallingHours);

    [Fact]
    public void Nobody_is_called_before_a_callback_is_scheduled() => A.Callback
        .Given()
        .When(CallbackDecisions.RecordAttempt, Satisfied)
        .ThenRefused(CallbackRefusals.NotScheduled);

    [Fact]
    public void Nobody_is_called_when_the_callback_was_given_up() => A.Callback
        .Given(Scheduled, FellDue, new CallbackCancelled(CallbackCancellation.ComplaintWithdrawn))
        .When(CallbackDecisions.RecordAttempt, Satisfied)
        .ThenRefused(CallbackRefusals.AlreadyEnded);
}
