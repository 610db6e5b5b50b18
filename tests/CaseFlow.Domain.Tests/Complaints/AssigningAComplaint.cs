using static CaseFlow.Cast;

namespace CaseFlow.Complaints;

public sealed class AssigningAComplaint
{
    [Fact]
    public void A_desk_lead_gives_a_case_to_an_agent()
    {
        var assigned = A.Complaint
            .Given(Registered)
            .When(HandlingDecisions.Assign, new AssignComplaint(Li))
            .Then(new ComplaintAssigned(Li));
        Assert.Equal(ComplaintStatus.Handling, assigned.State.Status);
    }

    [Fact]
    public void Assigning_twice_records_it_once() => A.Complaint
        .Given(Registered, new ComplaintAssigned(Li))
        .When(HandlingDecisions.Assign, new AssignComplaint(Li))
        .ThenNothing();

    [Fact]
    public void A_desk_lead_may_take_a_case_from_the_agent_who_claimed_it() => A.Complaint
        .Given(Registered, new ComplaintClaimed(Li, Monday.AddHours(1)))
        .When(HandlingDecisions.Assign, new AssignComplaint(Chen))
        .Then(new ComplaintAssigned(Chen));

    [Fact]
    public void Assigning_a_case_to_the_agent_who_claimed_it_ends_the_lease() => A.Complaint
        .Given(Registered, new ComplaintClaimed(Li, Monday.AddHours(1)))
        .When(HandlingDecisions.Assign, new AssignComplaint(Li))
        .Then(new ComplaintAssigned(Li));

    [Fact]
    public void A_resolved_case_is_not_assigned() => A.Complaint
        .Given(Registered, Resolved)
        .When(HandlingDecisions.Assign, new AssignComplaint(Li))
        .ThenRefused(ComplaintRefusals.AlreadyResolved);
}

public sealed class ClaimingAComplaint
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);
    private static readonly ClaimComplaint ByLi = new(Li, Monday, Hour);
    private static readonly ComplaintClaimed ClaimedByLi = new(Li, Monday + Hour);

    [Fact]
    public void An_agent_takes_a_case_for_as_long_as_the_lease_says() => A.Complaint
        .Given(Registered)
        .When(HandlingDecisions.Claim, ByLi)
        .Then(ClaimedByLi);

    [Fact]
    public void Claiming_twice_records_it_once() => A.Complaint
        .Given(Registered, ClaimedByLi)
        .When(HandlingDecisions.Claim, ByLi)
        .ThenNothing();

    [Fact]
    public void An_agent_claims_again_when_the_lease_has_ended() => A.Complaint
        .Given(Registered, ClaimedByLi)
        .When(HandlingDecisions.Claim, ByLi with { At = Monday + Hour })
        .Then(new ComplaintClaimed(Li, Monday + 2 * Hour));

    [Fact]
    public void Another_agent_waits_until_the_lease_ends() => A.Complaint
        .Given(Registered, ClaimedByLi)
        .When(HandlingDecisions.Claim, new ClaimComplaint(Chen, Monday + Hour - TimeSpan.FromTicks(1), Hour))
        .ThenRefused(ComplaintRefusals.ClaimedByAnother);

    [Fact]
    public void Another_agent_may_claim_from_the_moment_the_lease_ends() => A.Complaint
        .Given(Registered, ClaimedByLi)
        .When(HandlingDecisions.Claim, new ClaimComplaint(Chen, Monday + Hour, Hour))
        .Then(new ComplaintClaimed(Chen, Monday + 2 * Hour));

    [Fact]
    public void What_was_assigned_is_never_claimed_by_another() => A.Complaint
        .Given(Registered, new ComplaintAssigned(Li))
        .When(HandlingDecisions.Claim, new ClaimComplaint(Chen, Monday.AddYears(1), Hour))
        .ThenRefused(ComplaintRefusals.ClaimedByAnother);

    [Fact]
    public void An_unknown_case_is_not_claimed() => A.Complaint
        .Given()
        .When(HandlingDecisions.Claim, ByLi)
        .ThenRefused(ComplaintRefusals.NotRegistered);
}

public sealed class ReleasingAComplaint
{
    private static readonly ComplaintAssigned AssignedToLi = new(Li);

    [Fact]
    public void An_agent_gives_a_case_back_to_the_queue() => A.Complaint
        .Given(Registered, AssignedToLi)
        .When(HandlingDecisions.Release, new ReleaseComplaint(Li))
        .Then(new ComplaintReleased(Li));

    [Fact]
    public void Releasing_twice_records_it_once() => A.Complaint
        .Given(Registered, AssignedToLi, new ComplaintReleased(Li))
        .When(HandlingDecisions.Release, new ReleaseComplaint(Li))
        .ThenNothing();

    [Fact]
    public void Nobody_gives_back_what_is_in_anothers_hands() => A.Complaint
        .Given(Registered, AssignedToLi)
        .When(HandlingDecisions.Release, new ReleaseComplaint(Chen))
        .ThenRefused(ComplaintRefusals.NotYours);

    [Fact]
    public void A_released_case_may_be_claimed_by_anyone() => A.Complaint
        .Given(Registered, AssignedToLi, new ComplaintReleased(Li))
        .When(HandlingDecisions.Claim, new ClaimComplaint(Chen, Monday, TimeSpan.FromHours(1)))
        .Then(new ComplaintClaimed(Chen, Monday.AddHours(1)));

    [Fact]
    public void A_merged_case_is_not_released() => A.Complaint
        .Given(Registered, AssignedToLi, Merged)
        .When(HandlingDecisions.Release, new ReleaseComplaint(Li))
        .ThenRefused(ComplaintRefusals.MergedElsewhere);
}
