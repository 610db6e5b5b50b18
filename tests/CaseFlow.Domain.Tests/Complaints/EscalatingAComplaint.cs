using static CaseFlow.Cast;

namespace CaseFlow.Complaints;

public sealed class EscalatingAComplaint
{
    private static readonly EscalateComplaint ToCity = new(EscalationLevel.City, EscalationOrigin.Customer, Reason);
    private static readonly ComplaintEscalated AtCity = new(EscalationLevel.City, EscalationOrigin.Customer, Reason);

    [Fact]
    public void A_case_goes_up() => A.Complaint
        .Given(Registered)
        .When(EscalationDecisions.Escalate, ToCity)
        .Then(AtCity);

    [Fact]
    public void Escalating_twice_records_it_once() => A.Complaint
        .Given(Registered, AtCity)
        .When(EscalationDecisions.Escalate, ToCity)
        .ThenNothing();

    [Fact]
    public void A_regulator_takes_it_further_up() => A.Complaint
        .Given(Registered, AtCity)
        .When(EscalationDecisions.Escalate, new EscalateComplaint(EscalationLevel.Headquarters, EscalationOrigin.Regulator, Reason))
        .Then(new ComplaintEscalated(EscalationLevel.Headquarters, EscalationOrigin.Regulator, Reason));

    [Fact]
    public void Nothing_is_escalated_downwards() => A.Complaint
        .Given(Registered, AtCity)
        .When(EscalationDecisions.Escalate, ToCity with { To = EscalationLevel.Team })
        .ThenRefused(ComplaintRefusals.NotHigher);

    [Fact]
    public void A_closed_case_is_not_escalated() => A.Complaint
        .Given(Registered, Resolved, Closed)
        .When(EscalationDecisions.Escalate, ToCity)
        .ThenRefused(ComplaintRefusals.AlreadyClosed);

    [Fact]
    public void A_reopened_case_stays_where_it_had_been_taken() => Assert.Equal(EscalationLevel.City, A.Complaint
        .Given(Registered, AtCity, Resolved)
        .When(ClosureDecisions.Reopen, new ReopenComplaint(ReopenCause.ProblemReturned, Reason))
        .Then(new ComplaintReopened(2, ReopenCause.ProblemReturned, Reason))
        .State.Level);
}

public sealed class DeescalatingAComplaint
{
    private static readonly ComplaintEscalated AtProvince = new(EscalationLevel.Province, EscalationOrigin.Media, Reason);
    private static readonly DeescalateComplaint ToTeam = new(EscalationLevel.Team, Reason);

    [Fact]
    public void A_case_comes_down() => A.Complaint
        .Given(Registered, AtProvince)
        .When(EscalationDecisions.Deescalate, ToTeam)
        .Then(new ComplaintDeescalated(EscalationLevel.Team, Reason));

    [Fact]
    public void Deescalating_twice_records_it_once() => A.Complaint
        .Given(Registered, AtProvince, new ComplaintDeescalated(EscalationLevel.Team, Reason))
        .When(EscalationDecisions.Deescalate, ToTeam)
        .ThenNothing();

    [Fact]
    public void Nothing_is_deescalated_upwards() => A.Complaint
        .Given(Registered)
        .When(EscalationDecisions.Deescalate, ToTeam)
        .ThenRefused(ComplaintRefusals.NotLower);

    [Fact]
    public void A_withdrawn_case_does_not_come_down() => A.Complaint
        .Given(Registered, AtProvince, Withdrawn)
        .When(EscalationDecisions.Deescalate, ToTeam)
        .ThenRefused(ComplaintRefusals.Withdrawn);
}
