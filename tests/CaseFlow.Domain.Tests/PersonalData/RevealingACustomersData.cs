using static CaseFlow.Cast;

namespace CaseFlow.PersonalData;

public sealed class RevealingACustomersData
{
    private static readonly RevealSubject Reveal = new(Zhang, Nanjing, RevealPurpose.CallCustomer, "Li", Monday) { Complaint = Case };
    private static readonly PersonalDataRevealed Revealed = new(Zhang, Nanjing, RevealPurpose.CallCustomer, Case, "Li", Monday.AddMinutes(15));
    private static readonly ExportSubjectAccess Export = new(Zhang, Nanjing, 12, "Wang");
    private static readonly SubjectAccessExported Exported = new(Zhang, Nanjing, 12, "Wang");

    [Fact]
    public void Data_is_revealed_for_a_purpose() => A.DataSubject.Given().When(DataSubjectDecisions.Reveal, Reveal).Then(Revealed);

    [Fact]
    public void Looking_again_within_the_time_records_nothing() => A.DataSubject.Given(Revealed).When(DataSubjectDecisions.Reveal, Reveal with { At = Monday.AddMinutes(14) }).ThenNothing();

    [Fact]
    public void Looking_again_later_is_recorded_again() => A.DataSubject
        .Given(Revealed)
        .When(DataSubjectDecisions.Reveal, Reveal with { At = Monday.AddMinutes(15) })
        .Then(Revealed with { Until = Monday.AddMinutes(30) });

    [Fact]
    public void Another_purpose_is_recorded_too() => A.DataSubject
        .Given(Revealed)
        .When(DataSubjectDecisions.Reveal, Reveal with { Purpose = RevealPurpose.VerifyIdentity })
        .Then(Revealed with { Purpose = RevealPurpose.VerifyIdentity });

    [Fact]
    public void What_is_said_about_it_is_kept() => A.DataSubject.Given()
        .When(DataSubjectDecisions.Reveal, Reveal with { Remark = new("s1.said") })
        .Then(Revealed with { Remark = new("s1.said") });

    [Fact]
    public void What_is_erased_is_not_revealed() => A.DataSubject
        .Given(ErasingACustomer.Requested, ErasingACustomer.Approved, ErasingACustomer.Erased)
        .When(DataSubjectDecisions.Reveal, Reveal).ThenRefused(DataSubjectRefusals.AlreadyErased);

    [Fact]
    public void A_grant_is_one_persons_and_ends()
    {
        var subject = A.DataSubject.Given(Revealed).State;
        Assert.True(subject.IsRevealedTo("Li", Monday.AddMinutes(14)));
        Assert.False(subject.IsRevealedTo("Li", Monday.AddMinutes(15)));
        Assert.False(subject.IsRevealedTo("Wang", Monday));
        Assert.Equal((Monday.AddMinutes(15), null), (subject.RevealedUntil("Li", Monday.AddMinutes(14)), subject.RevealedUntil("Li", Monday.AddMinutes(15))));
    }

    [Fact]
    public void Everything_held_is_given_out() => A.DataSubject.Given().When(DataSubjectDecisions.Export, Export).Then(Exported);

    [Fact]
    public void Each_time_that_it_is_given_out_is_recorded() => A.DataSubject.Given(Exported).When(DataSubjectDecisions.Export, Export).Then(Exported);

    [Fact]
    public void Of_who_is_erased_there_is_nothing_to_give() => A.DataSubject
        .Given(ErasingACustomer.Requested, ErasingACustomer.Approved, ErasingACustomer.Erased)
        .When(DataSubjectDecisions.Export, Export).ThenRefused(DataSubjectRefusals.AlreadyErased);
}
