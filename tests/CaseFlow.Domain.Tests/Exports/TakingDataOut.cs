using CaseFlow.PersonalData;

namespace CaseFlow.Exports;

public sealed class TakingDataOut
{
    private static readonly ExportBegun Begun = new()
    {
        Export = new(new Guid("00000010-0000-0000-0000-000000000001")),
        Form = ExportForm.Cases,
        Territory = "cn-js.nanjing",
        Narrowed = ["kind=Fault"],
        InClear = false,
    };

    private static readonly ExportBegun InClear = Begun with { InClear = true, Purpose = RevealPurpose.QualityInspection };
    private static readonly CompleteExport Complete = new(12, "5f1d7a84db00d2fce00b31a7fc73224f");
    private static readonly ExportCompleted Completed = new(12, "5f1d7a84db00d2fce00b31a7fc73224f");
    private static readonly BreakExportOff BreakOff = new(7, ExportBreak.CallerLeft);
    private static readonly ExportBrokenOff BrokenOff = new(7, ExportBreak.CallerLeft);

    [Fact]
    public void What_is_taken_out_is_recorded_with_who_took_it() => A.Export.Given().When(ExportDecisions.Begin, new BeginExport(Begun)).Then(Begun);

    [Fact]
    public void Beginning_it_twice_records_it_once() => A.Export.Given(Begun).When(ExportDecisions.Begin, new BeginExport(Begun)).ThenNothing();

    [Fact]
    public void In_clear_it_says_what_for() => A.Export.Given().When(ExportDecisions.Begin, new BeginExport(InClear)).Then(InClear);

    [Fact]
    public void In_clear_without_a_purpose_nothing_leaves() => A.Export
        .Given().When(ExportDecisions.Begin, new BeginExport(InClear with { Purpose = null })).ThenRefused(ExportRefusals.PurposeMissing);

    [Fact]
    public void A_whole_export_is_recorded_with_its_hash() => A.Export.Given(Begun).When(ExportDecisions.Complete, Complete).Then(Completed);

    [Fact]
    public void Completing_it_twice_records_it_once() => A.Export.Given(Begun, Completed).When(ExportDecisions.Complete, Complete).ThenNothing();

    [Fact]
    public void Only_what_was_begun_is_completed() => A.Export.Given().When(ExportDecisions.Complete, Complete).ThenRefused(ExportRefusals.NotBegun);

    [Fact]
    public void What_broke_off_is_recorded_with_how_far_it_came() => A.Export.Given(Begun).When(ExportDecisions.BreakOff, BreakOff).Then(BrokenOff);

    [Fact]
    public void A_whole_export_does_not_break_off_any_more() => A.Export.Given(Begun, Completed).When(ExportDecisions.BreakOff, BreakOff).ThenNothing();

    [Fact]
    public void Only_what_was_begun_breaks_off() => A.Export.Given().When(ExportDecisions.BreakOff, BreakOff).ThenRefused(ExportRefusals.NotBegun);
}
