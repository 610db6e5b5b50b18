using CaseFlow.Definitions;
using static CaseFlow.Cast;

namespace CaseFlow.Complaints;

public sealed class GivingAReplyWording
{
    private static readonly GiveReplyWording Give = new(new("roaming", 2), DefinitionStanding.Usable);
    private static readonly ReplyWordingGiven Given = new() { Wording = "roaming", Version = 2, Customer = Zhang, Region = Nanjing, Topic = Roaming };

    [Fact]
    public void The_case_names_the_version_that_the_customer_was_told() => A.Complaint.Given(Registered).When(DefinitionUseDecisions.Give, Give).Then(Given);

    [Fact]
    public void Telling_it_twice_records_it_once() => A.Complaint.Given(Registered, Given).When(DefinitionUseDecisions.Give, Give with { Standing = DefinitionStanding.Withdrawn }).ThenNothing();

    [Fact]
    public void The_customer_of_a_closed_case_is_told_too() => A.Complaint.Given(Registered, Resolved, Closed).When(DefinitionUseDecisions.Give, Give).Then(Given);

    [Fact]
    public void The_next_version_is_a_fact_of_its_own() => A.Complaint.Given(Registered, Given).When(DefinitionUseDecisions.Give, Give with { Wording = new("roaming", 3) }).Then(Given with { Version = 3 });

    [Fact]
    public void What_may_not_be_told_is_refused_for_its_reason()
    {
        var registered = A.Complaint.Given(Registered);
        registered.When(DefinitionUseDecisions.Give, Give with { Standing = DefinitionStanding.Unknown }).ThenRefused(ComplaintRefusals.DefinitionUnknown);
        registered.When(DefinitionUseDecisions.Give, Give with { Standing = DefinitionStanding.Withdrawn }).ThenRefused(ComplaintRefusals.DefinitionWithdrawn);
        registered.When(DefinitionUseDecisions.Give, Give with { Standing = DefinitionStanding.NotValid }).ThenRefused(ComplaintRefusals.DefinitionNotValid);
        registered.When(DefinitionUseDecisions.Give, Give with { Standing = DefinitionStanding.OfOtherCases }).ThenRefused(ComplaintRefusals.DefinitionOfOtherCases);
        A.Complaint.Given(Registered, Merged).When(DefinitionUseDecisions.Give, Give).ThenRefused(ComplaintRefusals.MergedElsewhere);
        A.Complaint.Given().When(DefinitionUseDecisions.Give, Give).ThenRefused(ComplaintRefusals.NotRegistered);
    }
}

public sealed class ApplyingAHandlingModel
{
    private static readonly ApplyHandlingModel Apply = new(new("roaming", 1), DefinitionStanding.Usable);
    private static readonly HandlingModelApplied Applied = new() { Model = "roaming", Version = 1, Customer = Zhang, Region = Nanjing, Topic = Roaming };

    [Fact]
    public void The_case_names_the_version_that_it_is_handled_after() => Assert.Equal(ComplaintStatus.Handling, A.Complaint.Given(Registered).When(DefinitionUseDecisions.Apply, Apply).Then(Applied).State.Status);

    [Fact]
    public void Applying_it_twice_records_it_once() => A.Complaint.Given(Registered, Applied).When(DefinitionUseDecisions.Apply, Apply).ThenNothing();

    [Fact]
    public void What_may_not_be_applied_is_refused_for_its_reason()
    {
        var registered = A.Complaint.Given(Registered);
        registered.When(DefinitionUseDecisions.Apply, Apply with { Standing = DefinitionStanding.Unknown }).ThenRefused(ComplaintRefusals.DefinitionUnknown);
        registered.When(DefinitionUseDecisions.Apply, Apply with { Standing = DefinitionStanding.Withdrawn }).ThenRefused(ComplaintRefusals.DefinitionWithdrawn);
        registered.When(DefinitionUseDecisions.Apply, Apply with { Standing = DefinitionStanding.NotValid }).ThenRefused(ComplaintRefusals.DefinitionNotValid);
        registered.When(DefinitionUseDecisions.Apply, Apply with { Standing = DefinitionStanding.OfOtherCases }).ThenRefused(ComplaintRefusals.DefinitionOfOtherCases);
    }

    [Fact]
    public void A_case_that_has_ended_is_not_handled_any_more() => A.Complaint.Given(Registered, Withdrawn).When(DefinitionUseDecisions.Apply, Apply).ThenRefused(ComplaintRefusals.Withdrawn);
}

public sealed class ScoringByAStandard
{
    [Fact]
    public void A_score_names_the_version_of_the_standard() => A.Complaint.Given(Registered)
        .When(KeyMomentDecisions.Score, new ScoreKeyMoment(BlueprintStage.Verify, 4.5m, 3)).Then(new KeyMomentScored(BlueprintStage.Verify, 4.5m) { StandardVersion = 3 });

    [Fact]
    public void A_score_that_was_given_before_there_were_standards_still_reads() =>
        Assert.Equal(new KeyMomentScored(BlueprintStage.Verify, 4.5m), Stored.Read("key_moment_scored", """{"stage":"Verify","score":4.5}"""));
}
