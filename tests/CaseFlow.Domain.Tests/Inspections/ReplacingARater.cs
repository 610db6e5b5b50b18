using static CaseFlow.Cast;
using static CaseFlow.Inspections.RatingACase;

namespace CaseFlow.Inspections;

public sealed class ReplacingARater
{
    private static readonly RatersAssigned Assigned = new([Qian, Zhou], 0, [new(Case, [Qian])]);
    private static readonly ReplaceRater Replace = new(Case, Qian, "wu.fan", HasSubmitted: false, [Li]);
    private static readonly RaterReplaced Replaced = new(Case, Qian, "wu.fan");

    [Fact]
    public void Another_rates_the_case()
    {
        var state = A.InspectionSample.Given(Drawn, Assigned).When(InspectionSampleDecisions.Replace, Replace).Then(Replaced).State;
        Assert.Equal(["wu.fan"], state.RatersOf(Case));
    }

    [Fact]
    public void Replacing_twice_records_it_once() => A.InspectionSample.Given(Drawn, Assigned, Replaced).When(InspectionSampleDecisions.Replace, Replace).ThenNothing();

    [Fact]
    public void Only_a_case_that_was_drawn_has_raters() => Refused(Replace with { Complaint = ThirdCase }, InspectionSampleRefusals.CaseNotDrawn);

    [Fact]
    public void Only_a_rater_is_replaced() => Refused(Replace with { Rater = Zhou }, InspectionSampleRefusals.RaterNotAssigned);

    [Fact]
    public void One_person_does_not_rate_twice() => A.InspectionSample.Given(Drawn, Assigned with { Assignments = [new(Case, [Qian, Zhou])] })
        .When(InspectionSampleDecisions.Replace, Replace with { By = Zhou }).ThenRefused(InspectionSampleRefusals.RaterAssignedAlready);

    [Fact]
    public void Who_has_submitted_stays() => Refused(Replace with { HasSubmitted = true }, InspectionSampleRefusals.RaterHasSubmitted);

    [Fact]
    public void Who_dealt_with_the_case_does_not_rate_it() => Refused(Replace with { By = "LI.na" }, InspectionSampleRefusals.RatersInvolved);

    private static void Refused(ReplaceRater command, Refusal refusal) => A.InspectionSample.Given(Drawn, Assigned).When(InspectionSampleDecisions.Replace, command).ThenRefused(refusal);
}
