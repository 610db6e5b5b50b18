using static CaseFlow.Cast;

namespace CaseFlow.Complaints;

public sealed class MergingComplaints
{
    private static readonly MergeComplaint IntoEarlier = new(Facts(EarlierCase), Reason);

    [Fact]
    public void A_case_is_handled_within_another_one() => A.Complaint
        .Given(Registered)
        .When(LinkDecisions.Merge, IntoEarlier)
        .Then(Merged);

    [Fact]
    public void Merging_twice_records_it_once() => A.Complaint
        .Given(Registered, Merged)
        .When(LinkDecisions.Merge, IntoEarlier)
        .ThenNothing();

    [Fact]
    public void A_merged_case_does_not_go_into_a_third_one() => A.Complaint
        .Given(Registered, Merged)
        .When(LinkDecisions.Merge, new MergeComplaint(Facts(ThirdCase), Reason))
        .ThenRefused(ComplaintRefusals.MergedElsewhere);

    [Fact]
    public void A_case_is_not_merged_into_itself() => A.Complaint
        .Given(Registered)
        .When(LinkDecisions.Merge, new MergeComplaint(Facts(Case), Reason))
        .ThenRefused(ComplaintRefusals.SelfLink);

    [Fact]
    public void A_case_is_merged_only_into_one_that_exists() => A.Complaint
        .Given(Registered)
        .When(LinkDecisions.Merge, new MergeComplaint(Facts(EarlierCase, ComplaintStatus.Unregistered), Reason))
        .ThenRefused(ComplaintRefusals.TargetNotRegistered);

    [Fact]
    public void A_case_is_merged_only_into_one_of_the_same_customer() => A.Complaint
        .Given(Registered)
        .When(LinkDecisions.Merge, new MergeComplaint(Facts(EarlierCase, customer: Wang), Reason))
        .ThenRefused(ComplaintRefusals.OtherCustomer);

    [Fact]
    public void A_case_is_not_merged_into_a_merged_one() => A.Complaint
        .Given(Registered)
        .When(LinkDecisions.Merge, new MergeComplaint(Facts(EarlierCase, ComplaintStatus.Merged), Reason))
        .ThenRefused(ComplaintRefusals.TargetMerged);

    [Theory]
    [InlineData(ComplaintStatus.Closed)]
    [InlineData(ComplaintStatus.Withdrawn)]
    public void An_open_case_does_not_vanish_into_one_that_has_ended(ComplaintStatus ended) => A.Complaint
        .Given(Registered)
        .When(LinkDecisions.Merge, new MergeComplaint(Facts(EarlierCase, ended), Reason))
        .ThenRefused(ComplaintRefusals.TargetEnded);

    [Fact]
    public void A_resolved_case_is_not_merged() => A.Complaint
        .Given(Registered, Resolved)
        .When(LinkDecisions.Merge, IntoEarlier)
        .ThenRefused(ComplaintRefusals.AlreadyResolved);
}

public sealed class UnmergingComplaints
{
    [Fact]
    public void A_case_stands_for_itself_again() => A.Complaint
        .Given(Registered, Merged)
        .When(LinkDecisions.Unmerge, new UnmergeComplaint(Reason))
        .Then(new ComplaintUnmerged(EarlierCase, Reason));

    [Fact]
    public void Unmerging_twice_records_it_once() => A.Complaint
        .Given(Registered, Merged, new ComplaintUnmerged(EarlierCase, Reason))
        .When(LinkDecisions.Unmerge, new UnmergeComplaint(Reason))
        .ThenRefused(ComplaintRefusals.NotMerged);

    [Fact]
    public void An_unmerged_case_stands_where_it_stood_before()
    {
        var apart = A.Complaint
            .Given(Registered, new ComplaintAcknowledged(Hotline), Merged)
            .When(LinkDecisions.Unmerge, new UnmergeComplaint(Reason))
            .Then(new ComplaintUnmerged(EarlierCase, Reason));
        Assert.Equal(ComplaintStatus.Acknowledged, apart.State.Status);
    }

    [Fact]
    public void An_unmerged_case_may_be_merged_into_another_one() => A.Complaint
        .Given(Registered, Merged, new ComplaintUnmerged(EarlierCase, Reason))
        .When(LinkDecisions.Merge, new MergeComplaint(Facts(ThirdCase), Reason))
        .Then(new ComplaintMerged(ThirdCase, Reason));

    [Fact]
    public void An_unknown_case_is_not_unmerged() => A.Complaint
        .Given()
        .When(LinkDecisions.Unmerge, new UnmergeComplaint(Reason))
        .ThenRefused(ComplaintRefusals.NotRegistered);
}
