using static CaseFlow.Cast;
using static CaseFlow.Inspections.RatingACase;

namespace CaseFlow.Inspections;

public sealed class AppealingAFinding
{
    private static readonly AppealFinding Appeal = new(Sample, Case, "Qian.Yu", AppealGround.EvidenceOverlooked, Chen, Words);
    private static readonly FindingAppealed Appealed = new(Sample, Case, Qian, AppealGround.EvidenceOverlooked, Chen, Words);
    private static readonly ConfirmFinding Confirm = new(Sample, Case, Qian, ReviewGround.CardFollowed, Zhou, Reason);
    private static readonly FindingConfirmed Confirmed = new(Sample, Case, Qian, ReviewGround.CardFollowed, Zhou, Reason);
    private static readonly CorrectFinding Correct = new(Sample, Case, Qian, Card, Full, ReviewGround.EvidenceOverlooked, Zhou) { Note = Reason };
    private static readonly FindingCorrected Corrected = new(Sample, Case, Qian, Full, new(100, [], Passed: true), ReviewGround.EvidenceOverlooked, Zhou, Reason);

    [Fact]
    public void A_finding_is_appealed() => A.Inspection.Given(Inspected).When(InspectionDecisions.Appeal, Appeal).Then(Appealed);

    [Fact]
    public void Appealing_twice_records_it_once() => A.Inspection.Given(Inspected, Appealed).When(InspectionDecisions.Appeal, Appeal).ThenNothing();

    [Fact]
    public void What_is_not_submitted_is_not_appealed() => A.Inspection.Given().When(InspectionDecisions.Appeal, Appeal).ThenRefused(InspectionRefusals.NoFinding);

    [Fact]
    public void What_was_decided_is_not_appealed_again() => A.Inspection.Given(Inspected, Appealed, Confirmed).When(InspectionDecisions.Appeal, Appeal).ThenRefused(InspectionRefusals.AlreadyReviewed);

    [Fact]
    public void A_finding_is_confirmed() => A.Inspection.Given(Inspected, Appealed).When(InspectionDecisions.Confirm, Confirm).Then(Confirmed);

    [Fact]
    public void Confirming_twice_records_it_once() => A.Inspection.Given(Inspected, Appealed, Confirmed).When(InspectionDecisions.Confirm, Confirm).ThenNothing();

    [Fact]
    public void What_nobody_appealed_is_not_confirmed() => A.Inspection.Given(Inspected).When(InspectionDecisions.Confirm, Confirm).ThenRefused(InspectionRefusals.NothingAppealed);

    [Fact]
    public void The_rater_does_not_confirm() => A.Inspection.Given(Inspected, Appealed).When(InspectionDecisions.Confirm, Confirm with { By = "QIAN.YU" }).ThenRefused(InspectionRefusals.NeedsAnother);

    [Fact]
    public void A_finding_is_corrected() => A.Inspection.Given(Inspected, Appealed).When(InspectionDecisions.Correct, Correct).Then(Corrected);

    [Fact]
    public void Correcting_twice_records_it_once() => A.Inspection.Given(Inspected, Appealed, Corrected).When(InspectionDecisions.Correct, Correct).ThenNothing();

    [Fact]
    public void What_was_confirmed_is_not_corrected() => A.Inspection.Given(Inspected, Appealed, Confirmed).When(InspectionDecisions.Correct, Correct).ThenRefused(InspectionRefusals.NothingAppealed);

    [Fact]
    public void Who_appealed_does_not_correct() => A.Inspection.Given(Inspected, Appealed).When(InspectionDecisions.Correct, Correct with { By = Chen }).ThenRefused(InspectionRefusals.NeedsAnother);

    [Fact]
    public void A_correction_fills_in_the_card() => A.Inspection.Given(Inspected, Appealed).When(InspectionDecisions.Correct, Correct with { Answers = [] }).ThenRefused(InspectionRefusals.Incomplete);

    [Fact]
    public void A_correction_differs() => A.Inspection.Given(Inspected, Appealed).When(InspectionDecisions.Correct, Correct with { Answers = RatingACase.Half }).ThenRefused(InspectionRefusals.NothingCorrected);
}
