using CaseFlow.EventStore;
using CaseFlow.Server.Definitions;
using CaseFlow.Server.Platform.Commands;
using CaseFlow.Tracing;

namespace CaseFlow.Server.Platform.Demo;

/// <summary>The course of one trace of the demo, step by step, each through its decision.</summary>
/// <param name="story">Names the trace; its ids follow from it.</param>
/// <param name="draft">What is recorded so far.</param>
/// <param name="cast">What it is made with.</param>
public sealed class TraceScript(string story, StreamDraft<Trace, TraceEvent> draft, DemoCast cast)
{
    private int step;

    /// <summary>What is to be recorded.</summary>
    public StreamDraft<Trace, TraceEvent> Draft => draft;

    private TraceId Trace { get; } = IdOf(story);

    /// <summary>The trace of a story.</summary>
    public static TraceId IdOf(string story) => TraceId.From(DeterministicId.From("demo", "trace", story));

    public void Open(DateTimeOffset at, string actor, TraceTrigger trigger, string title, string topic, TraceEvidence evidence) => Then(at, actor, state => TraceDecisions.Open(state, new(new()
    {
        Trace = Trace, Trigger = trigger, Title = title, Region = new("cn-js"), Topic = cast.Term(TermLists.Topics, topic), Evidence = evidence,
    })));

    public void Analyse(DateTimeOffset at, string actor, string department) => Then(at, actor, state => TraceDecisions.StartAnalysis(state, new(cast.Term(TermLists.Departments, department))));

    public CauseId Cause(
        DateTimeOffset at, string actor, CauseKind kind, FishboneBranch branch, string summary, string who, string where, CatalogueVersion? liesIn, ContactEvidence? contact, params IReadOnlyList<string> whys)
    {
        var cause = CauseId.From(DeterministicId.From("demo", story, "cause", step));
        Then(at, actor, state => CauseDecisions.Find(state, new(
            new()
            {
                Cause = cause,
                Kind = kind,
                Branch = branch,
                Summary = summary,
                Aspects = new(who, null, where, null, null),
                Whys = whys,
                LiesIn = liesIn,
                Explains = contact is null ? new([.. state.Complaints], [], [], []) : new([], [contact], [], []),
            },
            IsPublished: true)));
        return cause;
    }

    public void Confirm(DateTimeOffset at, string actor, params IReadOnlyList<CauseId> causes)
    {
        foreach (var cause in causes)
            Then(at, actor, state => CauseDecisions.Confirm(state, new(cause)));
    }

    public void Exclude(DateTimeOffset at, string actor, CauseId cause, string reason) => Then(at, actor, state => CauseDecisions.Exclude(state, new(cause, reason)));

    public ImprovementId Plan(DateTimeOffset at, string actor, string group, string measure, string department, string owner, DateTimeOffset dueAt, params IReadOnlyList<CauseId> causes)
    {
        var improvement = ImprovementId.From(DeterministicId.From("demo", story, "improvement", step));
        Then(at, actor, state => ImprovementDecisions.Plan(state, new(new()
        {
            Improvement = improvement, Group = group, Measure = measure, Causes = causes, Department = cast.Term(TermLists.Departments, department), Owner = owner, DueAt = dueAt,
        })));
        return improvement;
    }

    public void Start(DateTimeOffset at, string actor, ImprovementId improvement) => Then(at, actor, state => ImprovementDecisions.Start(state, new(improvement)));

    public void Done(DateTimeOffset at, string actor, ImprovementId improvement, string evidence, CatalogueVersion? published) =>
        Then(at, actor, state => ImprovementDecisions.Complete(state, new(new(improvement, evidence, published), IsPublished: true)));

    public void PlanEvaluation(DateTimeOffset at, string actor, FigureQuestion baseline, string month, decimal target, DateTimeOffset reviewAt) => Then(at, actor, state => EvaluationDecisions.Plan(state, new(new()
    {
        Baseline = baseline, From = month, To = month, Target = target, Better = BetterWhen.Lower, ReviewAt = reviewAt,
    })));

    public void Evaluate(DateTimeOffset at, string actor, string kpiVersion, KpiFigure baseline, KpiFigure measured) =>
        Then(at, actor, state => EvaluationDecisions.Evaluate(state, new(baseline, measured, kpiVersion, at)));

    public void Close(DateTimeOffset at, string actor) => Then(at, actor, state => TraceDecisions.Close(state, new()));

    private void Then(DateTimeOffset at, string actor, Func<Trace, Decision<TraceEvent>> decide)
    {
        draft.Decide(DemoStream.Step(story, step++, at, actor, OccurrencePrecision.Day), decide);
        if (draft.Refusal is { } refusal) throw new InvalidOperationException($"Step {step} of the demo's trace {story} is refused: {refusal.Code}.");
    }
}

/// <summary>Two traces that are under way when the demo is loaded; of one an improvement is late.</summary>
public static class TodaysTraces
{
    private const string Lead = DemoAccounts.Lead;
    private const string Department = "network.department";

    /// <summary>The traces.</summary>
    public static IReadOnlyList<DemoStream> Streams(DemoCast cast)
    {
        ArgumentNullException.ThrowIfNull(cast);
        return [Hotspot(cast), Anomaly(cast)];
    }

    private static DemoStream Hotspot(DemoCast cast) => Of("desk-trace-hotspot", cast, script =>
    {
        script.Open(cast.Ago(7), Lead, TraceTrigger.ComplaintHotspot, "宽带移机、维修改约后无人上门", "broadband", Evidence("handed-over-accepted", "received-broadband", "claim-assessed"));
        script.Analyse(cast.Ago(6.5), Lead, "network");
        var cause = script.Cause(cast.Ago(5), Department, CauseKind.Process, FishboneBranch.Method, "上门单改约不通知客户,也不记次数", "宽带客户", "上门调度", null, null, "客户在家等不到师傅", "改约只在调度系统里点选", "改约没有必须致电客户的环节");
        script.Confirm(cast.Ago(4.5), Department, cause);
        script.Plan(cast.Ago(4), Lead, "改约流程", "先致电所有已改约的客户,重新约定时间", "customer-service", Lead, cast.Ago(1), cause);
        script.Plan(cast.Ago(4), Lead, "改约流程", "改约须先致电客户,系统记录次数,第二次自动升级", "network", Department, cast.Now.AddDays(9), cause);
    });

    private static DemoStream Anomaly(DemoCast cast) => Of("desk-trace-anomaly", cast, script =>
        script.Open(cast.Ago(3), Lead, TraceTrigger.ComplaintAnomaly, "套餐外流量提醒短信未收到的投诉增多", "reminder.missing", Evidence("verdict-revised", "received-data")));

    private static TraceEvidence Evidence(params IReadOnlyList<string> stories) => new([.. stories.Select(story => CaseScript.IdOf($"desk-{story}"))], [], [], []);

    private static DemoStream Of(string story, DemoCast cast, Action<TraceScript> tell) => new(TraceScript.IdOf(story).Value, history =>
    {
        var script = new TraceScript(story, new StreamDraft<Trace, TraceEvent>(Commands.Streams.Trace, TraceScript.IdOf(story).Value, history), cast);
        tell(script);
        return script.Draft;
    });
}
