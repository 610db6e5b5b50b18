using CaseFlow.Complaints;
using static CaseFlow.Cast;

namespace CaseFlow.PersonalData;

public sealed class KeepingACustomersData
{
    internal static readonly RetentionSchedule Schedule = new(
        3, [new(null, 6, "Operator's rule 12"), .. Enum.GetValues<ComplaintKind>().Select(kind => new RetentionRule(kind, kind == ComplaintKind.Complaint ? 24 : 12, "Operator's rule 7"))]);

    private static readonly Holdings Old = new([Closed(ComplaintKind.Complaint, Monday.AddMonths(-25)), Closed(ComplaintKind.Fault, Monday.AddMonths(-13))], IsHeld: false, ErasureStatus.None);
    private static readonly RequestRetentionErasure Ask = new(Zhang, Nanjing, Schedule, Old, "Li", Monday);
    private static readonly ErasureRequested Asked = new(Zhang, Nanjing, ErasureGround.RetentionEnded, "Li", Note: null, Schedule: 3);

    [Fact]
    public void What_was_kept_long_enough_may_be_asked_to_be_erased() => A.DataSubject.Given().When(DataSubjectDecisions.RequestForRetention, Ask).Then(Asked);

    [Fact]
    public void Asking_twice_records_it_once() => A.DataSubject.Given(Asked).When(DataSubjectDecisions.RequestForRetention, Ask).ThenNothing();

    [Fact]
    public void Without_a_schedule_nothing_is_asked() => A.DataSubject.Given()
        .When(DataSubjectDecisions.RequestForRetention, Ask with { Schedule = null }).ThenRefused(DataSubjectRefusals.NoSchedule);

    [Fact]
    public void A_hold_keeps_it() => A.DataSubject
        .Given(new LegalHoldPlaced(Zhang, Nanjing, "docket-7", HoldCause.Litigation, "Wang"))
        .When(DataSubjectDecisions.RequestForRetention, Ask).ThenRefused(DataSubjectRefusals.HoldStands);

    [Fact]
    public void One_case_that_is_kept_longer_keeps_all() => A.DataSubject.Given()
        .When(DataSubjectDecisions.RequestForRetention, Ask with { Held = With(Closed(ComplaintKind.Complaint, Monday.AddMonths(-23))) })
        .ThenRefused(DataSubjectRefusals.StillKept);

    [Fact]
    public void A_contact_without_a_case_keeps_it_for_its_own_time() => A.DataSubject.Given()
        .When(DataSubjectDecisions.RequestForRetention, Ask with { Held = With(new(null, 1, 0, Monday.AddMonths(-5))) })
        .ThenRefused(DataSubjectRefusals.StillKept);

    [Fact]
    public void An_open_case_keeps_it_however_old() => A.DataSubject.Given()
        .When(DataSubjectDecisions.RequestForRetention, Ask with { Held = With(new(ComplaintKind.Fault, 1, 1, Monday.AddMonths(-80))) })
        .ThenRefused(DataSubjectRefusals.CasesOpen);

    [Fact]
    public void Who_is_erased_is_not_erased_again() => A.DataSubject
        .Given(ErasingACustomer.Requested, ErasingACustomer.Approved, ErasingACustomer.Erased)
        .When(DataSubjectDecisions.RequestForRetention, Ask).ThenRefused(DataSubjectRefusals.AlreadyErased);

    [Fact]
    public void Who_asked_does_not_decide() => A.DataSubject.Given(Asked)
        .When(DataSubjectDecisions.Approve, new ApproveErasure(Zhang, "Li", OpenCases: 0)).ThenRefused(DataSubjectRefusals.SamePerson);

    [Fact]
    public void The_grounds_say_until_when_each_class_is_kept_and_by_which_rule()
    {
        var (verdict, grounds) = Retention.Judge(Schedule, With(new(null, 4, 0, Monday.AddMonths(-5))), Monday);
        Assert.Equal(RetentionVerdict.KeptLonger, verdict);
        Assert.Contains(new RetentionGround(null, 4, 6, "Operator's rule 12", Monday.AddMonths(-5), Monday.AddMonths(-5).AddMonths(6)), grounds);
        Assert.Contains(new RetentionGround(ComplaintKind.Complaint, 1, 24, "Operator's rule 7", Monday.AddMonths(-25), Monday.AddMonths(-25).AddMonths(24)), grounds);
    }

    [Fact]
    public void Of_whom_nothing_is_held_there_is_nothing_to_erase() =>
        Assert.Equal(RetentionVerdict.Nothing, Retention.Judge(Schedule, new([], IsHeld: false, ErasureStatus.None), Monday).Verdict);

    private static HeldClass Closed(ComplaintKind kind, DateTimeOffset at) => new(kind, 1, 0, at);

    private static Holdings With(HeldClass one) => Old with { Classes = [.. Old.Classes, one] };
}
