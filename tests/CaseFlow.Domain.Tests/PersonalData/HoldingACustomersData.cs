using static CaseFlow.Cast;

namespace CaseFlow.PersonalData;

public sealed class HoldingACustomersData
{
    internal static readonly LegalHoldPlaced Placed = new(Zhang, Nanjing, "2026-017", HoldCause.Litigation, "Li");
    internal static readonly LegalHoldLifted Lifted = new(Zhang, "2026-017", "Wang");

    private static readonly PlaceLegalHold Place = new(Zhang, Nanjing, "2026-017", HoldCause.Litigation, "Li");
    private static readonly LiftLegalHold Lift = new(Zhang, "2026-017", "Wang");

    [Fact]
    public void A_hold_is_placed() => A.DataSubject.Given().When(DataSubjectDecisions.PlaceHold, Place).Then(Placed);

    [Fact]
    public void Placing_it_twice_records_it_once() => A.DataSubject.Given(Placed).When(DataSubjectDecisions.PlaceHold, Place).ThenNothing();

    [Fact]
    public void Once_erasure_is_approved_it_is_too_late() => A.DataSubject
        .Given(ErasingACustomer.Requested, ErasingACustomer.Approved)
        .When(DataSubjectDecisions.PlaceHold, Place).ThenRefused(DataSubjectRefusals.ErasureApproved);

    [Fact]
    public void A_lifted_hold_may_be_placed_again() => A.DataSubject.Given(Placed, Lifted).When(DataSubjectDecisions.PlaceHold, Place).Then(Placed);

    [Fact]
    public void A_hold_is_lifted() => A.DataSubject.Given(Placed).When(DataSubjectDecisions.LiftHold, Lift).Then(Lifted);

    [Fact]
    public void Lifting_it_twice_records_it_once() => A.DataSubject.Given(Placed, Lifted).When(DataSubjectDecisions.LiftHold, Lift).ThenNothing();

    [Fact]
    public void Only_a_hold_that_was_placed_is_lifted() => A.DataSubject.Given().When(DataSubjectDecisions.LiftHold, Lift).ThenRefused(DataSubjectRefusals.HoldUnknown);
}
