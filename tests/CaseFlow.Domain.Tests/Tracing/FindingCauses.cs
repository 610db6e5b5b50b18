using static CaseFlow.Cast;
using static CaseFlow.Tracing.TracingSamples;

namespace CaseFlow.Tracing;

public sealed class FindingCauses
{
    private static readonly FindCause Find = new(Found, IsPublished: true);
    private static readonly CauseFound Other = Found with { Cause = Weather };
    private static readonly ExcludeCause Exclude = new(Weather, "It did not rain");
    private static readonly CauseExcluded Excluded = new(Weather, "It did not rain");

    [Fact]
    public void A_cause_is_found() => A.Trace.Given(Opened, Analysed).When(CauseDecisions.Find, Find).Then(Found);

    [Fact]
    public void Finding_it_twice_records_it_once() => A.Trace.Given(Opened, Analysed, Found).When(CauseDecisions.Find, Find).ThenNothing();

    [Fact]
    public void Nobody_finds_causes_before_a_department_looks_for_them() => A.Trace.Given(Opened).When(CauseDecisions.Find, Find).ThenRefused(TraceRefusals.NotAnalysed);

    [Fact]
    public void It_explains_evidence_of_its_trace() => A.Trace.Given(Opened, Analysed)
        .When(CauseDecisions.Find, new FindCause(Found with { Explains = new([EarlierCase], [], [], []) }, IsPublished: true)).ThenRefused(TraceRefusals.EvidenceUnknown);

    [Fact]
    public void It_lies_in_a_version_that_was_published() => A.Trace.Given(Opened, Analysed).When(CauseDecisions.Find, Find with { IsPublished = false }).ThenRefused(TraceRefusals.VersionUnknown);

    [Fact]
    public void An_end_cause_is_confirmed() => A.Trace.Given(Opened, Analysed, Found).When(CauseDecisions.Confirm, new ConfirmEndCause(Portal)).Then(Confirmed);

    [Fact]
    public void Confirming_it_twice_records_it_once() => A.Trace.Given(Opened, Analysed, Found, Confirmed).When(CauseDecisions.Confirm, new ConfirmEndCause(Portal)).ThenNothing();

    [Fact]
    public void Only_a_cause_that_was_found_is_confirmed() => A.Trace.Given(Opened, Analysed).When(CauseDecisions.Confirm, new ConfirmEndCause(Portal)).ThenRefused(TraceRefusals.CauseUnknown);

    [Fact]
    public void An_excluded_one_is_not() => A.Trace.Given(Opened, Analysed, Other, Excluded).When(CauseDecisions.Confirm, new ConfirmEndCause(Weather)).ThenRefused(TraceRefusals.CauseIsExcluded);

    [Fact]
    public void A_cause_is_excluded() => A.Trace.Given(Opened, Analysed, Other).When(CauseDecisions.Exclude, Exclude).Then(Excluded);

    [Fact]
    public void Excluding_it_twice_records_it_once() => A.Trace.Given(Opened, Analysed, Other, Excluded).When(CauseDecisions.Exclude, Exclude).ThenNothing();

    [Fact]
    public void What_an_improvement_rests_on_is_not_excluded() => A.Trace.Given(Opened, Analysed, Found, Confirmed, Planned)
        .When(CauseDecisions.Exclude, new ExcludeCause(Portal, "After all")).ThenRefused(TraceRefusals.CauseBeingRemoved);
}
