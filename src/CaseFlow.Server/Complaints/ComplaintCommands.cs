using CaseFlow.Complaints;
using CaseFlow.Server.Definitions;
using CaseFlow.Server.Platform.Web;
using CaseFlow.Server.Platform.Web.Forms;

namespace CaseFlow.Server.Complaints;

/// <summary>Every command on a case, as the pages offer it.</summary>
public static class ComplaintCommands
{
    /// <summary>All of them, in the order in which they are offered.</summary>
    public static IReadOnlyList<ComplaintCommand> All { get; } = [.. Handling, .. Verification, .. KeyMomentCommands, .. Level, .. End, .. ClaimCommands.All, .. LinkCommands.All, .. ContactCommands.All];

    /// <summary>A command by its name.</summary>
    public static ComplaintCommand Named(string name) => All.First(command => command.Name == name);

    /// <summary>No field beside the time.</summary>
    internal static IEnumerable<FormField> Nothing(CommandSurroundings around) => [];

    internal static IEnumerable<FormField> Reason(CommandSurroundings around) => [FormField.LongText("reason")];

    private static IEnumerable<ComplaintCommand> Handling =>
    [
        ComplaintCommand.On("acknowledge", CommandGroup.Handling, state => state is { IsOpen: true, Acknowledged: false },
            around => [FormField.Choice("channel", around.Terms.Options(TermLists.Channels), optional: true)],
            form => new AcknowledgeComplaintRequest { Channel = form.Code("channel") }, AcknowledgingComplaints.AcknowledgeAsync),
        ComplaintCommand.On("claim", CommandGroup.Handling, state => state.IsOpen, Nothing, _ => new ClaimComplaintRequest(), ClaimingComplaints.ClaimAsync),
        ComplaintCommand.On("release", CommandGroup.Handling, state => state is { IsOpen: true, Handler: not null }, Nothing, _ => new ReleaseComplaintRequest(), ClaimingComplaints.ReleaseAsync),
        ComplaintCommand.On("assign", CommandGroup.Handling, state => state.IsOpen,
            _ => [FormField.Person("handler")],
            form => new AssignComplaintRequest { Handler = form.Text("handler") }, ClaimingComplaints.AssignAsync),
        ComplaintCommand.On("hand-over", CommandGroup.Handling, state => state is { IsOpen: true, AskedDepartment: null },
            around => [FormField.Choice("department", around.Terms.Options(TermLists.Departments)), FormField.LongText("reason")],
            form => new HandOverComplaintRequest { Department = form.Code("department"), Reason = form.Text("reason") }, HandingComplaintsOver.HandOverAsync),
        ComplaintCommand.On("accept-hand-over", CommandGroup.Handling, state => state is { IsOpen: true, AskedDepartment: not null },
            AskedDepartment,
            form => new AcceptHandOverRequest { Department = form.Code("department") }, HandingComplaintsOver.AcceptAsync),
        ComplaintCommand.On("reject-hand-over", CommandGroup.Handling, state => state is { IsOpen: true, AskedDepartment: not null },
            around => [.. AskedDepartment(around), FormField.LongText("reason")],
            form => new RejectHandOverRequest { Department = form.Code("department"), Reason = form.Text("reason") }, HandingComplaintsOver.RejectAsync),
        ComplaintCommand.On("await", CommandGroup.Handling, state => state is { IsOpen: true, Awaiting: null },
            around => [FormField.Choice<AwaitedParty>("awaiting", around.Words), FormField.LongText("reason")],
            form => new AwaitAnswerRequest { Awaiting = form.Choice<AwaitedParty>("awaiting"), Reason = form.Text("reason") }, PausingHandling.AwaitAsync),
        ComplaintCommand.On("resume", CommandGroup.Handling, state => state is { IsOpen: true, Awaiting: not null },
            _ => [FormField.LongText("note", optional: true)],
            form => new ResumeHandlingRequest { Note = form.Text("note") }, PausingHandling.ResumeAsync),
        ComplaintCommand.On("reclassify", CommandGroup.Handling, state => state.IsOpen,
            around => [FormField.Choice<ComplaintKind>("kind", around.Words), FormField.Suggestion("topic", around.Terms.Options(TermLists.Topics)), FormField.LongText("reason", optional: true)],
            form => new ReclassifyComplaintRequest { Kind = form.Choice<ComplaintKind>("kind"), Topic = form.Code("topic"), Reason = form.Text("reason") }, ReclassifyingComplaints.ReclassifyAsync),
    ];

    private static IEnumerable<ComplaintCommand> Verification =>
    [
        ComplaintCommand.On("verify", CommandGroup.Verification, state => state is { IsOpen: true, Verdict: null },
            around => [.. Verdict(around), FormField.LongText("findings", optional: true)],
            form => new VerifyComplaintRequest { Verdict = Verdict(form), Findings = form.Text("findings") }, VerifyingComplaints.VerifyAsync),
        ComplaintCommand.On("revise-verdict", CommandGroup.Verification, state => state is { IsOpen: true, Verdict: not null },
            around => [.. Verdict(around), FormField.LongText("reason")],
            form => new ReviseVerdictRequest { Verdict = Verdict(form), Reason = form.Text("reason") }, VerifyingComplaints.ReviseAsync),
        ComplaintCommand.On("clarify", CommandGroup.Verification, state => state is { IsOpen: true, Verdict: not null },
            _ => [FormField.LongText("explanation")],
            form => new ClarifyComplaintRequest { Explanation = form.Text("explanation") }, VerifyingComplaints.ClarifyAsync),
    ];

    private static IEnumerable<ComplaintCommand> KeyMomentCommands =>
    [
        ComplaintCommand.On("carry-out-stage", CommandGroup.KeyMoments, state => state.IsOpen,
            around => [FormField.Choice("stage", around.Words, Enum.GetValues<BlueprintStage>().Where(stage => !Blueprint.HasOwnFact(stage))), FormField.LongText("note", optional: true)],
            form => new CarryOutStageRequest { Stage = form.Choice<BlueprintStage>("stage"), Note = form.Text("note") }, KeyMoments.CarryOutAsync),
        ComplaintCommand.On("reach-agreement", CommandGroup.KeyMoments, state => state.IsOpen && !state.Stages.Contains(BlueprintStage.ReachAgreement),
            _ => [FormField.LongText("terms")],
            form => new ReachAgreementRequest { Terms = form.Text("terms") }, KeyMoments.ReachAgreementAsync),
        ComplaintCommand.On("give-care", CommandGroup.KeyMoments, state => state is { Status: ComplaintStatus.Resolved } or { IsOpen: true },
            around => [FormField.Choice("careType", around.Terms.Options(TermLists.CareTypes)), FormField.LongText("note", optional: true)],
            form => new GiveCareRequest { CareType = form.Code("careType"), Note = form.Text("note") }, KeyMoments.GiveCareAsync),
        ComplaintCommand.On("apply-handling-model", CommandGroup.KeyMoments, state => state.IsOpen,
            around => [FormField.Choice("model", [.. around.Offers.Models.Select(one => new TermOption(CaseOffers.CodeOf(one.Model, one.Version), Words.InLanguage(one.Terms.Zh, one.Terms.En)))])],
            form => Model(CaseOffers.Read(form.Code("model"))), UsingDefinitions.ApplyAsync),
        ComplaintCommand.On("give-reply-wording", CommandGroup.KeyMoments, state => state.Status is not (ComplaintStatus.Unregistered or ComplaintStatus.Merged),
            around => [FormField.Choice("wording", [.. around.Offers.Wordings.Select(one => new TermOption(CaseOffers.CodeOf(one.Wording, one.Version), Words.InLanguage(one.Terms.Zh, one.Terms.En)))])],
            form => Wording(CaseOffers.Read(form.Code("wording"))), UsingDefinitions.GiveAsync),
        ComplaintCommand.On("score-key-moment", CommandGroup.KeyMoments, state => state.Status is not (ComplaintStatus.Unregistered or ComplaintStatus.Merged),
            around => [FormField.Choice<BlueprintStage>("stage", around.Words), new FormField("score", FieldKind.Number)],
            form => new ScoreKeyMomentRequest { Stage = form.Choice<BlueprintStage>("stage"), Score = form.Number("score") }, KeyMoments.ScoreAsync),
    ];

    private static IEnumerable<ComplaintCommand> Level =>
    [
        ComplaintCommand.On("escalate", CommandGroup.Level, state => state.IsOpen && state.Level < Enum.GetValues<EscalationLevel>().Max(),
            around => [FormField.Choice("to", around.Words, Enum.GetValues<EscalationLevel>().Where(level => level > around.State.Level)), FormField.Choice<EscalationOrigin>("origin", around.Words), FormField.LongText("reason")],
            form => new EscalateComplaintRequest { To = form.Choice<EscalationLevel>("to"), Origin = form.Choice<EscalationOrigin>("origin"), Reason = form.Text("reason") }, EscalatingComplaints.EscalateAsync),
        ComplaintCommand.On("deescalate", CommandGroup.Level, state => state.IsOpen && state.Level > EscalationLevel.FrontLine,
            around => [FormField.Choice("to", around.Words, Enum.GetValues<EscalationLevel>().Where(level => level < around.State.Level)), FormField.LongText("reason")],
            form => new DeescalateComplaintRequest { To = form.Choice<EscalationLevel>("to"), Reason = form.Text("reason") }, EscalatingComplaints.DeescalateAsync),
    ];

    private static IEnumerable<ComplaintCommand> End =>
    [
        ComplaintCommand.On("resolve", CommandGroup.End, state => state.IsOpen,
            _ => [FormField.LongText("resolution")],
            form => new ResolveComplaintRequest { Resolution = form.Text("resolution") }, ClosingComplaints.ResolveAsync),
        ComplaintCommand.On("close", CommandGroup.End, state => state.Status == ComplaintStatus.Resolved,
            around => [FormField.YesNo("acceptUnreachable", around.Words, optional: true)],
            form => new CloseComplaintRequest { AcceptUnreachable = form.YesNo("acceptUnreachable") }, ClosingComplaints.CloseAsync),
        ComplaintCommand.On("reopen", CommandGroup.End, state => state.Status is ComplaintStatus.Resolved or ComplaintStatus.Closed or ComplaintStatus.Withdrawn,
            around => [FormField.Choice<ReopenCause>("cause", around.Words), FormField.LongText("reason")],
            form => new ReopenComplaintRequest { Cause = form.Choice<ReopenCause>("cause"), Reason = form.Text("reason") }, ClosingComplaints.ReopenAsync),
        ComplaintCommand.On("withdraw", CommandGroup.End, state => state is { Status: ComplaintStatus.Resolved } or { IsOpen: true }, Reason,
            form => new WithdrawComplaintRequest { Reason = form.Text("reason") }, ClosingComplaints.WithdrawAsync),
    ];

    private static ApplyHandlingModelRequest Model((string? Name, int? Version) chosen) => new() { Model = chosen.Name, Version = chosen.Version };

    private static GiveReplyWordingRequest Wording((string? Name, int? Version) chosen) => new() { Wording = chosen.Name, Version = chosen.Version };

    private static FormField[] AskedDepartment(CommandSurroundings around) =>
        around.State.AskedDepartment is { } asked ? [FormField.Choice("department", [new(asked.Code, around.Terms[TermLists.Departments, asked.Code])])] : [];

    private static IEnumerable<FormField> Verdict(CommandSurroundings around) =>
    [
        FormField.Choice<Validity>("verdict.validity", around.Words),
        FormField.Choice<Liability>("verdict.liability", around.Words, optional: true),
        FormField.Choice("verdict.responsibilityClass", around.Terms.Options(TermLists.ResponsibilityClasses), optional: true),
    ];

    private static VerdictRequest Verdict(FormModel form) => new()
    {
        Validity = form.Choice<Validity>("verdict.validity"),
        Liability = form.Choice<Liability>("verdict.liability"),
        ResponsibilityClass = form.Code("verdict.responsibilityClass"),
    };
}
