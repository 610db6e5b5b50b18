using static CaseFlow.Warnings.WarningSamples;

namespace CaseFlow.Warnings;

public sealed class HandlingAWarning
{
    private static readonly WarningDismissed Dismissed = new("A test of the hotline");
    private static readonly WarningPromoted Traced = new(PromotionTarget.Trace, Second.Value);

    [Fact]
    public void Somebody_looks_into_it() => A.Warning.Given(Raised).When(WarningDecisions.Acknowledge, new AcknowledgeWarning()).Then(new WarningAcknowledged());

    [Fact]
    public void Acknowledging_twice_records_it_once() => A.Warning.Given(Raised, new WarningAcknowledged()).When(WarningDecisions.Acknowledge, new AcknowledgeWarning()).ThenNothing();

    [Fact]
    public void What_has_subsided_can_still_be_looked_into() => A.Warning.Given(Raised, Subsided).When(WarningDecisions.Acknowledge, new AcknowledgeWarning()).Then(new WarningAcknowledged());

    [Fact]
    public void What_was_not_raised_cannot_be_handled()
    {
        A.Warning.Given().When(WarningDecisions.Acknowledge, new AcknowledgeWarning()).ThenRefused(WarningRefusals.Unknown);
        A.Warning.Given().When(WarningDecisions.Dismiss, new DismissWarning("A test")).ThenRefused(WarningRefusals.Unknown);
        A.Warning.Given().When(WarningDecisions.Promote, new PromoteWarning(PromotionTarget.Trace, Second.Value)).ThenRefused(WarningRefusals.Unknown);
    }

    [Fact]
    public void It_is_dismissed_for_a_reason() => A.Warning.Given(Raised, new WarningAcknowledged()).When(WarningDecisions.Dismiss, new DismissWarning(Dismissed.Reason)).Then(Dismissed);

    [Fact]
    public void Dismissing_twice_records_it_once() => A.Warning.Given(Raised, Dismissed).When(WarningDecisions.Dismiss, new DismissWarning("Another reason")).ThenNothing();

    [Fact]
    public void What_was_dismissed_is_not_acknowledged_or_handed_on()
    {
        A.Warning.Given(Raised, Dismissed).When(WarningDecisions.Acknowledge, new AcknowledgeWarning()).ThenRefused(WarningRefusals.AlreadyDismissed);
        A.Warning.Given(Raised, Dismissed).When(WarningDecisions.Promote, new PromoteWarning(PromotionTarget.Trace, Second.Value)).ThenRefused(WarningRefusals.AlreadyDismissed);
    }

    [Fact]
    public void It_is_handed_on_to_a_trace_also_after_it_has_subsided() =>
        A.Warning.Given(Raised, Subsided).When(WarningDecisions.Promote, new PromoteWarning(PromotionTarget.Trace, Second.Value)).Then(Traced);

    [Fact]
    public void Handing_on_twice_records_it_once() => A.Warning.Given(Raised, Traced).When(WarningDecisions.Promote, new PromoteWarning(PromotionTarget.Trace, First.Value)).ThenNothing();

    [Fact]
    public void What_was_handed_on_is_not_acknowledged_dismissed_or_handed_on_elsewhere()
    {
        A.Warning.Given(Raised, Traced).When(WarningDecisions.Acknowledge, new AcknowledgeWarning()).ThenRefused(WarningRefusals.AlreadyPromoted);
        A.Warning.Given(Raised, Traced).When(WarningDecisions.Dismiss, new DismissWarning("A test")).ThenRefused(WarningRefusals.AlreadyPromoted);
        A.Warning.Given(Raised, Traced).When(WarningDecisions.Promote, new PromoteWarning(PromotionTarget.Emergency, Second.Value)).ThenRefused(WarningRefusals.AlreadyPromoted);
    }

    [Fact]
    public void It_is_not_handed_on_where_nobody_takes_it() =>
        A.Warning.Given(Raised).When(WarningDecisions.Promote, new PromoteWarning(PromotionTarget.Emergency, Id: null)).ThenRefused(WarningRefusals.NobodyTakesIt);
}
