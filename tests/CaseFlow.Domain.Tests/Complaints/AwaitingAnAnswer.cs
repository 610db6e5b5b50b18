using static CaseFlow.Cast;

namespace CaseFlow.Complaints;

public sealed class AwaitingAnAnswer
{
    private static readonly AwaitAnswer OfCustomer = new(AwaitedParty.Customer, Reason);
    private static readonly HandlingPaused Paused = new(AwaitedParty.Customer, Reason);
    private static readonly HandlingResumed Resumed = new(AwaitedParty.Customer, Words);

    [Fact]
    public void The_handling_waits_for_the_customer() => A.Complaint.Given(Registered).When(PauseDecisions.Await, OfCustomer).Then(Paused);

    [Fact]
    public void Waiting_twice_records_it_once() => A.Complaint.Given(Registered, Paused).When(PauseDecisions.Await, OfCustomer).ThenNothing();

    [Fact]
    public void Waiting_for_two_is_refused() => A.Complaint
        .Given(Registered, Paused).When(PauseDecisions.Await, new AwaitAnswer(AwaitedParty.ThirdParty, Reason)).ThenRefused(ComplaintRefusals.AnotherAnswerAwaited);

    [Fact]
    public void Waiting_is_refused_when_the_case_is_resolved() => A.Complaint.Given(Registered, Resolved).When(PauseDecisions.Await, OfCustomer).ThenRefused(ComplaintRefusals.AlreadyResolved);

    [Fact]
    public void The_handling_goes_on() => A.Complaint.Given(Registered, Paused).When(PauseDecisions.Resume, new ResumeHandling(Words)).Then(Resumed);

    [Fact]
    public void Going_on_twice_records_it_once() => A.Complaint.Given(Registered, Paused, Resumed).When(PauseDecisions.Resume, new ResumeHandling(Words)).ThenNothing();

    [Fact]
    public void Going_on_is_refused_when_the_case_is_closed() => A.Complaint.Given(Registered, Resolved, Closed).When(PauseDecisions.Resume, new ResumeHandling(Words)).ThenRefused(ComplaintRefusals.AlreadyClosed);

    [Fact]
    public void A_resolution_ends_the_waiting() => A.Complaint
        .Given(Registered, Paused, Resolved, new ComplaintReopened(2, ReopenCause.ProblemReturned, Reason))
        .When(PauseDecisions.Await, OfCustomer)
        .Then(Paused);
}
