using static CaseFlow.Cast;

namespace CaseFlow.FollowUps;

public sealed class SchedulingACallback
{
    private static readonly ScheduleCallback AfterMonday = new(Call, Case, Episode: 1, Zhang)
    {
        Region = Nanjing,
        ResolvedAt = Monday,
        Terms = Terms,
        Zone = Shanghai,
    };

    [Fact]
    public void The_customer_is_to_be_called_a_day_after_the_resolution() => A.Callback
        .Given()
        .When(CallbackDecisions.Schedule, AfterMonday)
        .Then(Scheduled);

    [Fact]
    public void Scheduling_twice_records_it_once() => A.Callback
        .Given(Scheduled)
        .When(CallbackDecisions.Schedule, AfterMonday)
        .ThenNothing();

    [Fact]
    public void A_callback_that_was_given_up_is_not_scheduled_again() => A.Callback
        .Given(Scheduled, new CallbackCancelled(CallbackCancellation.ComplaintReopened))
        .When(CallbackDecisions.Schedule, AfterMonday)
        .ThenNothing();

    [Fact]
    public void Nobody_is_called_at_night() => A.Callback
        .Given()
        .When(CallbackDecisions.Schedule, AfterMonday with { ResolvedAt = Jiangsu(27, 22, 30) })
        .Then(Scheduled with { DueAt = Jiangsu(29, 9, 0) });
}

public sealed class GivingACallbackUp
{
    private static readonly CancelCallback Reopened = new(CallbackCancellation.ComplaintReopened);
    private static readonly CallbackCancelled Cancelled = new(CallbackCancellation.ComplaintReopened);

    [Fact]
    public void A_callback_is_given_up_when_its_complaint_takes_another_turn() => A.Callback
        .Given(Scheduled)
        .When(CallbackDecisions.Cancel, Reopened)
        .Then(Cancelled);

    [Fact]
    public void Giving_up_twice_records_it_once() => A.Callback
        .Given(Scheduled, Cancelled)
        .When(CallbackDecisions.Cancel, Reopened)
        .ThenNothing();

    [Fact]
    public void A_callback_that_was_never_scheduled_need_not_be_given_up() => A.Callback
        .Given()
        .When(CallbackDecisions.Cancel, Reopened)
        .ThenNothing();

    [Fact]
    public void A_result_stands_whatever_becomes_of_the_complaint() => A.Callback
        .Given(Scheduled, new CallbackAttempted(1, CallbackOutcome.Satisfied, null), new CallbackCompleted(CallbackResult.Satisfied))
        .When(CallbackDecisions.Cancel, Reopened)
        .ThenNothing();

    [Fact]
    public void Nothing_is_owed_any_more() => Assert.Null(A.Callback.Given(Scheduled, FellDue, Cancelled).State.OwedAt);
}
