using CaseFlow.Complaints;
using static CaseFlow.Cast;

namespace CaseFlow.Tracing;

/// <summary>A trace of the roaming complaint, step by step, and the events of the slice with every field filled in.</summary>
public static class TracingSamples
{
    public static readonly TraceId TraceOfRoaming = new(new Guid("00000010-0000-0000-0000-000000000001"));
    public static readonly CauseId Portal = new(new Guid("00000011-0000-0000-0000-000000000001"));
    public static readonly CauseId Weather = new(new Guid("00000011-0000-0000-0000-000000000002"));
    public static readonly ImprovementId Rewrite = new(new Guid("00000012-0000-0000-0000-000000000001"));
    public static readonly ImprovementId Retrain = new(new Guid("00000012-0000-0000-0000-000000000002"));
    public static readonly ContactEvidence First = new(new(new Guid("0000000b-0000-0000-0000-000000000001")), Case);
    public static readonly MomentEvidence Verified = new(Case, BlueprintStage.Verify);
    public static readonly CatalogueVersion PortalText = new(CatalogueKind.PortalText, "international-calls", 1);

    public static readonly FigureQuestion Question = new("repeat-complaint-rate", "1, rule 1", "cn-js", "network", "2011-03", "2011-05");
    public static readonly KpiFigure Figure = new(1.86m, 30, 1616, 4711, Monday);
    public static readonly TraceEvidence Evidence = new([Case], [First], [Verified], [new(Question, Figure)]);

    public static readonly TraceOpened Opened = new()
    {
        Trace = TraceOfRoaming,
        Trigger = TraceTrigger.Escalation,
        Title = "Roaming could not be activated from Hong Kong",
        Region = new("CN-JS"),
        Topic = Roaming,
        Evidence = Evidence,
    };

    public static readonly TraceAnalysisStarted Analysed = new(NetworkDepartment);

    public static readonly CauseFound Found = new()
    {
        Cause = Portal,
        Kind = CauseKind.Wording,
        Branch = FishboneBranch.Method,
        Summary = "The portal speaks of international calls and never of roaming",
        Aspects = new("Customers who travel", "Before the journey", "The portal", "Activates calls only", "By the page's text"),
        Whys = ["He did not activate roaming", "The page does not mention it"],
        LiesIn = PortalText,
        Explains = new([Case], [First], [Verified], []),
    };

    public static readonly EndCauseConfirmed Confirmed = new(Portal);

    public static readonly ImprovementPlanned Planned = new()
    {
        Improvement = Rewrite,
        Group = "Texts of the portal",
        Measure = "Say that abroad roaming is needed as well",
        Causes = [Portal],
        Department = new("digital-channels", 1),
        Owner = Li,
        DueAt = Monday,
    };

    public static readonly ImprovementDone Done = new(Rewrite, "Page of 15 July", new(CatalogueKind.PortalText, "international-calls", 2));

    public static readonly EvaluationTemplate Template = new()
    {
        Baseline = Question,
        From = "2011-07",
        To = "2011-07",
        Target = 1.00m,
        Better = BetterWhen.Lower,
        ReviewAt = Monday.AddDays(40),
    };

    public static readonly EvaluationPlanned EvaluationPlan = new(1, Template);

    public static readonly EffectEvaluated Missed = new()
    {
        Round = 1, Baseline = Figure, Measured = new(1.07m, 6, 561, 4800, Monday), Reached = false, Improvements = [Rewrite], EnteredOn = "Monthly report 7/2011",
    };

    public static readonly CatalogueContent Content = new()
    {
        Zh = "国际长途开通说明",
        En = "Text on international calls",
        Citation = "Portal, 2011",
        Department = new("digital-channels", 1),
        Words = "Activate international calls here.",
        ValidFrom = Monday.AddYears(-1),
        Terms = new()
        {
            Activation = new(ImmediateForAll: false, ["diamond", "gold", "silver"], ["gotone"], new(6, 0)),
            Identification = new(3, 24, LockCounter.Either, PapersAccepted: false),
            Wording = new(NamesRoaming: false),
            Lane = new(RoamingFirst: false),
        },
    };

    public static IReadOnlyList<object> Events { get; } =
    [
        Opened,
        new TraceEvidenceAdded(Evidence),
        Analysed,
        Found,
        Confirmed,
        new CauseExcluded(Weather, "It did not rain"),
        Planned,
        new ImprovementStarted(Rewrite),
        Done,
        new ImprovementDropped(Rewrite, "Too dear"),
        EvaluationPlan,
        Missed,
        new AnalysisReopened(2),
        new TraceClosed(),
        new CatalogueVersionPublished(PortalText, Content, "First version"),
        new CatalogueEntryEnded(CatalogueKind.PortalText, "international-calls", Monday, "The page is gone"),
    ];
}
