using CaseFlow.Access;
using CaseFlow.Server.Definitions;
using CaseFlow.Server.Platform.Commands;
using CaseFlow.Server.Platform.Web;
using CaseFlow.Server.Platform.Web.Forms;
using CaseFlow.Tracing;

namespace CaseFlow.Server.Tracing;

/// <summary>What the fields of a command depend on.</summary>
/// <param name="View">The trace as it is.</param>
/// <param name="Target">The cause or improvement that the command is about, when it is about one.</param>
/// <param name="Terms">The names of terms.</param>
/// <param name="Words">The texts.</param>
/// <param name="Versions">The versions of the catalogue.</param>
/// <param name="Contacts">The trace's contacts, each with a name.</param>
public sealed record TraceSurroundings(TraceView View, Guid? Target, TermNames Terms, Words Words, IReadOnlyList<TermOption> Versions, IReadOnlyList<TermOption> Contacts);

/// <summary>Who sends a filled-in command, and to which trace.</summary>
public sealed record TraceSpeech(PageCommands Commands, TraceDesk Desk, TraceSurroundings Around, Caller Caller, Sending Sending, FormModel Form)
{
    /// <summary>Sends a request about the trace.</summary>
    public Task<CommandOutcome> SayAsync<TRequest>(TRequest request, TraceUseCase<TRequest> useCase)
        where TRequest : CommandRequest =>
        Commands.SayAsync(Caller, Sending, Form, request, (said, context) => useCase(Desk, TraceId.From(Around.View.Id), said, context, CancellationToken.None));

    /// <summary>Sends a request about a cause or an improvement.</summary>
    public Task<CommandOutcome> SayOfPartAsync<TRequest>(TRequest request, Func<TraceDesk, TraceId, Guid, TRequest, CommandContext, CancellationToken, Task<CommandOutcome>> useCase)
        where TRequest : CommandRequest =>
        Commands.SayAsync(Caller, Sending, Form, request, (said, context) => useCase(Desk, TraceId.From(Around.View.Id), Around.Target!.Value, said, context, CancellationToken.None));
}

/// <summary>A command as the page of a trace offers it. The rules decide all the same.</summary>
/// <param name="Name">Names its text.</param>
/// <param name="Needs">What its route asks of whoever says it.</param>
/// <param name="Offered">Whether it makes sense on the trace, cause or improvement as it is.</param>
/// <param name="Fields">What is to be filled in.</param>
/// <param name="SayAsync">Sends it.</param>
public sealed record TraceCommand(
    string Name, Permission Needs, Func<TraceView, Guid?, bool> Offered, Func<TraceSurroundings, IEnumerable<FormField>> Fields, Func<TraceSpeech, Task<CommandOutcome>> SayAsync)
{
    /// <summary>The key of its name.</summary>
    public string Label => $"Command.{Name}";
}

/// <summary>Every command on a trace, as its page offers it.</summary>
public static class TraceCommands
{
    private const string WholeTrace = "all";

    /// <summary>The commands on the trace as a whole.</summary>
    public static IReadOnlyList<TraceCommand> OnTrace { get; } =
    [
        new("trace-analysis", Permission.WorkTraces, (view, _) => view.Stage is not TraceStage.Closed,
            around => [FormField.Choice("department", around.Terms.Options(TermLists.Departments))],
            speech => speech.SayAsync(new StartTraceAnalysisRequest { Department = speech.Form.Code("department") }, OpeningTraces.StartAnalysisAsync)),
        new("trace-find-cause", Permission.WorkTraces, (view, _) => view.Stage is TraceStage.Analysing or TraceStage.Improving,
            around =>
            [
                FormField.Choice<CauseKind>("kind", around.Words) with { Label = "Trace.CauseKind" },
                FormField.Choice<FishboneBranch>("branch", around.Words) with { Label = "Trace.Branch" },
                Clear(FormField.LongText("summary") with { Label = "Trace.CauseSummary" }),
                FormField.Text("who", optional: true), FormField.Text("when", optional: true), FormField.Text("where", optional: true), FormField.Text("what", optional: true), FormField.Text("how", optional: true),
                FormField.LongText("whys") with { Hint = "Trace.WhysHint" },
                FormField.Choice("liesIn", around.Versions, optional: true),
                FormField.Choice("explains", [new(WholeTrace, around.Words["Trace.AllEvidence"]), .. around.Contacts]),
            ],
            speech => speech.SayAsync(Cause(speech.Form, speech.Around.View), FindingCauses.FindAsync)),
        new("trace-plan-improvement", Permission.WorkTraces, (view, _) => view.Stage is TraceStage.Analysing or TraceStage.Improving && view.Causes.Any(cause => cause.Standing == CauseStanding.Confirmed),
            around =>
            [
                FormField.Several("causes", [.. around.View.Causes.Where(cause => cause.Standing == CauseStanding.Confirmed).Select(cause => new TermOption(cause.Found.Cause.Value.ToString(), cause.Found.Summary))]),
                Clear(FormField.Text("group")),
                Clear(FormField.LongText("measure")),
                FormField.Choice("department", around.Terms.Options(TermLists.Departments)),
                FormField.Person("owner"),
                new FormField("dueAt", FieldKind.Moment) { Label = "Trace.DueAt", Hint = "Trace.DateHint" },
            ],
            speech => speech.SayAsync(
                new PlanImprovementRequest
                {
                    Causes = [.. speech.Form.Codes("causes").Select(Guid.Parse)],
                    Group = speech.Form.Text("group"),
                    Measure = speech.Form.Text("measure"),
                    Department = speech.Form.Code("department"),
                    Owner = speech.Form.Text("owner"),
                    DueAt = speech.Form.Moment("dueAt")?.At,
                },
                MakingImprovements.PlanAsync)),
        new("trace-plan-evaluation", Permission.EvaluateTraces, (view, _) => view.Stage is not TraceStage.Closed && view.Evaluations.All(one => one.Round != view.Round),
            around =>
            [
                FormField.Choice("baseline.kpi", [.. EffectMeasures.All.Select(kpi => new TermOption(kpi.Id, Languages.Current == Languages.Chinese ? kpi.NameZh : kpi.NameEn))]),
                FormField.Suggestion("baseline.topic", around.Terms.Options(TermLists.Topics), optional: true) with { Label = "Field.topic" },
                FormField.Text("baseline.from") with { Hint = "Trace.MonthHint" },
                FormField.Text("baseline.to", optional: true),
                FormField.Text("from") with { Label = "Trace.MeasuredFrom", Hint = "Trace.MonthHint" },
                FormField.Text("to", optional: true) with { Label = "Trace.MeasuredTo" },
                new FormField("target", FieldKind.Number),
                FormField.Choice<BetterWhen>("better", around.Words),
                new FormField("reviewAt", FieldKind.Moment) { Hint = "Trace.DateHint" },
            ],
            speech => speech.SayAsync(Plan(speech.Form, speech.Around.View), EvaluatingEffects.PlanAsync)),
        new("trace-evaluate", Permission.EvaluateTraces, (view, _) => view.Stage is TraceStage.Evaluating && view.Evaluations.Any(one => one.Round == view.Round && one.Effect is null),
            _ => [new FormField("value", FieldKind.Number) { Optional = true, Hint = "Trace.ValueHint" }, Clear(FormField.Text("enteredOn", optional: true))],
            speech => speech.SayAsync(new EvaluateEffectRequest { Value = speech.Form.Number("value"), EnteredOn = speech.Form.Text("enteredOn") }, EvaluatingEffects.EvaluateAsync)),
        new("trace-close", Permission.EvaluateTraces, (view, _) => view.Stage is TraceStage.Evaluating && view.Evaluations.Any(one => one.Effect is { Reached: true }),
            _ => [],
            speech => speech.SayAsync(new CloseTraceRequest(), OpeningTraces.CloseAsync)),
    ];

    /// <summary>The commands on one cause.</summary>
    public static IReadOnlyList<TraceCommand> OnCause { get; } =
    [
        new("trace-confirm-cause", Permission.WorkTraces, (view, id) => IsWorkedOn(view) && StandingOf(view, id) == CauseStanding.Suspected,
            _ => [], speech => speech.SayOfPartAsync(new ConfirmEndCauseRequest(), FindingCauses.ConfirmAsync)),
        new("trace-exclude-cause", Permission.WorkTraces, (view, id) => IsWorkedOn(view) && StandingOf(view, id) == CauseStanding.Suspected,
            _ => [Clear(FormField.LongText("reason"))],
            speech => speech.SayOfPartAsync(new ExcludeCauseRequest { Reason = speech.Form.Text("reason") }, FindingCauses.ExcludeAsync)),
    ];

    /// <summary>The commands on one improvement.</summary>
    public static IReadOnlyList<TraceCommand> OnImprovement { get; } =
    [
        new("trace-start-improvement", Permission.WorkTraces, (view, id) => StatusOf(view, id) == ImprovementStatus.Planned,
            _ => [], speech => speech.SayOfPartAsync(new StartImprovementRequest(), MakingImprovements.StartAsync)),
        new("trace-complete-improvement", Permission.WorkTraces, (view, id) => StatusOf(view, id) is ImprovementStatus.Planned or ImprovementStatus.Started,
            around => [Clear(FormField.LongText("evidence") with { Label = "Trace.DoneEvidence" }), FormField.Choice("published", around.Versions, optional: true)],
            speech => speech.SayOfPartAsync(new CompleteImprovementRequest { Evidence = speech.Form.Text("evidence"), Published = Version(speech.Form.Code("published")) }, MakingImprovements.CompleteAsync)),
        new("trace-drop-improvement", Permission.WorkTraces, (view, id) => StatusOf(view, id) is ImprovementStatus.Planned or ImprovementStatus.Started,
            _ => [Clear(FormField.LongText("reason"))],
            speech => speech.SayOfPartAsync(new DropImprovementRequest { Reason = speech.Form.Text("reason") }, MakingImprovements.DropAsync)),
    ];

    /// <summary>A text that is kept in clear, and says so.</summary>
    public static FormField Clear(FormField field)
    {
        ArgumentNullException.ThrowIfNull(field);
        return field with { Hint = "Trace.ClearHint" };
    }

    private static bool IsWorkedOn(TraceView view) => view.Stage is TraceStage.Analysing or TraceStage.Improving;

    private static CauseStanding? StandingOf(TraceView view, Guid? cause) => view.Causes.FirstOrDefault(one => one.Found.Cause.Value == cause)?.Standing;

    private static ImprovementStatus? StatusOf(TraceView view, Guid? improvement) => view.Improvements.FirstOrDefault(one => one.Planned.Improvement.Value == improvement)?.Status;

    private static CatalogueVersionRequest? Version(string? code) =>
        code?.Split('/', '@') is [var kind, var entry, var version]
            ? new() { Kind = Enum.Parse<CatalogueKind>(kind), Entry = entry, Version = int.Parse(version, System.Globalization.CultureInfo.InvariantCulture) }
            : null;

    private static FindCauseRequest Cause(FormModel form, TraceView view) => new()
    {
        Kind = form.Choice<CauseKind>("kind"),
        Branch = form.Choice<FishboneBranch>("branch"),
        Summary = form.Text("summary"),
        Who = form.Text("who"),
        When = form.Text("when"),
        Where = form.Text("where"),
        What = form.Text("what"),
        How = form.Text("how"),
        Whys = form.Text("whys")?.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries),
        LiesIn = Version(form.Code("liesIn")),
        Explains = form.Id("explains") is { } contact
            ? new() { Contacts = [contact] }
            : new()
            {
                Complaints = [.. view.Evidence.Complaints.Take(EvidenceReading.Most).Select(one => one.Value)],
                Contacts = [.. view.Evidence.Contacts.Take(EvidenceReading.Most).Select(one => one.Contact.Value)],
            },
    };

    private static PlanEvaluationRequest Plan(FormModel form, TraceView view) => new()
    {
        Baseline = new() { Kpi = form.Code("baseline.kpi"), Territory = view.Region, Topic = form.Code("baseline.topic"), From = form.Text("baseline.from"), To = form.Text("baseline.to") },
        From = form.Text("from"),
        To = form.Text("to"),
        Target = form.Number("target"),
        Better = form.Choice<BetterWhen>("better"),
        ReviewAt = form.Moment("reviewAt")?.At,
    };
}
