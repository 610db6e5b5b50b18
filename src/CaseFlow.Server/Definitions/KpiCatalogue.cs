using System.Globalization;
using System.Text;
using CaseFlow.Definitions;
using CaseFlow.Kpis;
using CaseFlow.Server.Kpis;
using CaseFlow.Server.Platform.Reading;

namespace CaseFlow.Server.Definitions;

/// <summary>All numbers that this program tells.</summary>
public static class KpiCatalogue
{
    /// <summary>Repeat complaints.</summary>
    public static readonly KpiDefinition RepeatComplaintRate = new()
    {
        Id = "repeat-complaint-rate",
        Version = "1",
        NameZh = "重复投诉率",
        NameEn = "Repeat-complaint rate",
        Formula = "numerator / denominator x unit",
        Numerator = "Cases of the kinds that count whose customer had an earlier case of these kinds, on the same topic as far as the rule's topic level goes, not longer ago than the window.",
        Denominator = "All cases of the kinds that count.",
        Base = "Cases of the kinds that the rule names, each in the month and region of its own complaint.",
        Unit = "Per as many cases as the rule says (100: per cent); two decimals, half away from zero; no value where the denominator is 0.",
        Window = "The rule's days from the earlier complaint to this one, to the second; the end of the window belongs to it.",
        Exclusions = "A link that a person rejected does not make a repeat. Merged cases count, because links never delete; so do withdrawn ones, and repeats across regions. A reclassified case counts as what it is now.",
        Clock = "occurredAt of the registration: when the customer complained, not when it was recorded. A case entered later counts in the month in which it happened.",
        Zone = ReportingZone.Operator.Id,
        Owner = "Customer care",
        Dimensions = [KpiDimension.Month, KpiDimension.Region, KpiDimension.City, KpiDimension.Topic, KpiDimension.Source],
    };

    /// <summary>Contacts for each case.</summary>
    public static readonly KpiDefinition ContactsPerCase = new()
    {
        Id = "contacts-per-case",
        Version = "1",
        NameZh = "每案接触次数",
        NameEn = "Contacts per case",
        Formula = "numerator / denominator",
        Numerator = "Contacts that are linked to the cases, failed ones (all agents busy, locked, abandoned, cut off, no answer) included and also given apart.",
        Denominator = "Cases of all kinds.",
        Base = "Cases, each in the month and region of its own complaint, with all its contacts whenever they were.",
        Unit = "Contacts for one case; two decimals, half away from zero; no value where the denominator is 0.",
        Window = "None: a contact counts as long as it is linked.",
        Exclusions = "Contacts without a case. Merged and withdrawn cases count, because links never delete.",
        Clock = "occurredAt of the case's registration.",
        Zone = ReportingZone.Operator.Id,
        Owner = "Customer care",
        Dimensions = [KpiDimension.Month, KpiDimension.Region, KpiDimension.City, KpiDimension.Topic],
    };

    /// <summary>How the steps of a complaint are lived.</summary>
    public static readonly KpiDefinition PeakEndCurve = new()
    {
        Id = "peak-end-curve",
        Version = "1",
        NameZh = "峰终体验曲线",
        NameEn = "Peak-end curve",
        Formula = "numerator / denominator, for each step of the service blueprint",
        Numerator = "The scores of the step, each from 1 (bad) to 5 (good); where a step of a case was scored again, the latest.",
        Denominator = "Cases in which the step was scored.",
        Base = "Cases with a score, each in the month and region of its own complaint, under its topic of now and the channel that it came in by.",
        Unit = "A score; two decimals, half away from zero. The peak is the highest mean of the steps before the end, the trough the lowest; the end is that of giving care.",
        Window = "None: a score counts whenever it was given.",
        Exclusions = "Steps that nobody scored have no mean and are left out, not taken for zero. Merged and withdrawn cases count.",
        Clock = "occurredAt of the case's registration.",
        Zone = ReportingZone.Operator.Id,
        Owner = "Quality management",
        Dimensions = [KpiDimension.City, KpiDimension.Topic],
    };

    /// <summary>Clocks that stopped in time.</summary>
    public static readonly KpiDefinition ClockCompliance = new()
    {
        Id = "clock-compliance",
        Version = "1",
        NameZh = "时限达标率",
        NameEn = "Clock compliance",
        Formula = "numerator / denominator x 100",
        Numerator = "Clocks that stopped no later than they were due.",
        Denominator = "Clocks that stopped.",
        Base = "Clocks of all obligations, each episode and each hand-over for itself, in the month in which they stopped and the region, topic and source of their case as it is now.",
        Unit = "Per cent; two decimals, half away from zero; no value where the denominator is 0. The denominator is n. With the 95 % interval of Wilson.",
        Window = "The limit of the policy that the clock ran under when it stopped, in working time by its calendar or around the clock; pauses that the policy allows do not count.",
        Exclusions = "Clocks that still run, late ones included: the board shows them. Clocks that fell away, because the case was withdrawn, reopened or closed elsewhere, or no policy was for it any more. Records of another system, whose source the policies leave out.",
        Clock = "occurredAt of the fact that stopped the clock.",
        Zone = ReportingZone.Operator.Id,
        Owner = "Customer care",
        Dimensions = [KpiDimension.Month, KpiDimension.Region, KpiDimension.City, KpiDimension.Topic, KpiDimension.Source, KpiDimension.Clock],
    };

    /// <summary>Whether service meetings have done what they resolve.</summary>
    public static readonly KpiDefinition MeetingCompletion = new()
    {
        Id = "meeting-completion",
        Version = "1",
        NameZh = "例会议定事项按期完成率",
        NameEn = "Meeting completion",
        Formula = "numerator / denominator x 100",
        Numerator = "Resolutions that were done, with evidence of their effect, by their deadline.",
        Denominator = "Resolutions whose deadline falls into the month, but for those that were dropped. One whose deadline is still ahead counts as not done yet.",
        Base = "Resolutions of service meetings, each with the department that is to carry it out, in the month of its deadline and the city or province of its meeting; a province includes its cities.",
        Unit = "Per cent; two decimals, half away from zero; no value where the denominator is 0. With the 95 % interval of Wilson. Beside it how often each was carried over on average: all carryings-over divided by the denominator.",
        Window = "None: being carried over moves no deadline.",
        Exclusions = "Dropped resolutions. What was done after its deadline counts in the denominator alone.",
        Clock = "The deadline for the month; occurredAt of the completion for whether it was in time.",
        Zone = ReportingZone.Operator.Id,
        Owner = "Quality management",
        Dimensions = [KpiDimension.Month, KpiDimension.Region, KpiDimension.City],
    };

    /// <summary>Whether what is traced is cured.</summary>
    public static readonly KpiDefinition TraceEffectiveness = new()
    {
        Id = "trace-effectiveness",
        Version = "1",
        NameZh = "溯源措施有效率",
        NameEn = "Trace effectiveness",
        Formula = "numerator / denominator x 100",
        Numerator = "Evaluations whose measured figure reached the target that was laid down beforehand.",
        Denominator = "Evaluations of the effect of traces, each round for itself.",
        Base = "Traces of the territory, under the topic that they were opened about. Beside it how many traces were opened and how many were closed, each in the month in which that happened.",
        Unit = "Per cent; two decimals, half away from zero; no value where the denominator is 0. The denominator is n. With the 95 % interval of Wilson.",
        Window = "None: an evaluation counts in the month in which it was made, whenever its trace was opened.",
        Exclusions = "Traces whose effect was not told yet. A trace that missed its target and was analysed again counts with each of its evaluations.",
        Clock = "occurredAt of the evaluation, of the opening and of the closure.",
        Zone = ReportingZone.Operator.Id,
        Owner = "Quality management",
        Dimensions = [KpiDimension.Month, KpiDimension.Region, KpiDimension.City, KpiDimension.Topic],
    };

    /// <summary>All of them.</summary>
    public static IReadOnlyList<KpiDefinition> All { get; } = [RepeatComplaintRate, ContactsPerCase, .. CaseKpis.All.Select(kpi => kpi.Definition), .. MeasuredKpis.All.Select(kpi => kpi.Definition), PeakEndCurve, ClockCompliance, MeetingCompletion, TraceEffectiveness];

    /// <summary>What can be chosen of a KPI; null when there is no such KPI.</summary>
    public static KpiNature? NatureOf(string id)
    {
        if (CaseKpis.Find(id) is { } counted) return new(CountsCases: true, counted.Usual.MostContacts is not null, counted.Greatest);
        if (MeasuredKpis.Find(id) is { } measured) return new(CountsCases: false, LimitsContacts: false, measured.Greatest);
        return All.Any(kpi => kpi.Id == id) ? new(CountsCases: false, LimitsContacts: false, id == ClockCompliance.Id || id == MeetingCompletion.Id || id == TraceEffectiveness.Id ? 100 : id == PeakEndCurve.Id ? 5 : null) : null;
    }

    /// <summary>The first version of every definition, with which a new installation starts.</summary>
    public static IReadOnlyList<PublishKpiDefinition> Seeds { get; } =
    [
        .. All.Select(kpi => new PublishKpiDefinition(
            kpi.Id,
            NatureOf(kpi.Id)!,
            new() { NameZh = kpi.NameZh, NameEn = kpi.NameEn, OwnerZh = Owners[kpi.Owner], OwnerEn = kpi.Owner, Cases = CaseKpis.Find(kpi.Id)?.Usual },
            ValidFrom: null,
            "系统自带口径 / The calculation that the system came with")),
    ];

    /// <summary>Who owns KPIs, with their names in Chinese.</summary>
    public static IReadOnlyDictionary<string, string> Owners => new Dictionary<string, string> { ["Customer care"] = "客户服务部", ["Quality management"] = "品质管理部" };

    /// <summary>Stands in a version between the definition's own and that of the rule that it goes by.</summary>
    public const string ByRule = ", rule ";

    /// <summary>A definition under a rule in force, with the rule's numbers in place of words.</summary>
    public static KpiDefinition Under(this KpiDefinition definition, RepeatRule? rule, ReportingZone zone)
    {
        ArgumentNullException.ThrowIfNull(definition);
        ArgumentNullException.ThrowIfNull(zone);
        return rule is null ? definition with { Zone = zone.Id } : definition with
        {
            Version = string.Create(CultureInfo.InvariantCulture, $"{definition.Version}{ByRule}{rule.Version}"),
            Base = string.Create(CultureInfo.InvariantCulture, $"Cases of the kinds {string.Join(", ", rule.Kinds)}, each in the month and region of its own complaint; topics agree to level {rule.TopicLevel}."),
            Unit = string.Create(CultureInfo.InvariantCulture, $"Per {rule.Unit} cases; two decimals, half away from zero; no value where the denominator is 0."),
            Window = string.Create(CultureInfo.InvariantCulture, $"{rule.WindowDays} days from the earlier complaint to this one, to the second; the end of the window belongs to it."),
            Zone = zone.Id,
        };
    }

    /// <summary>The catalogue as <c>docs/kpis.md</c> has it.</summary>
    public static string Document()
    {
        var text = new StringBuilder("""
            # KPIs

            What every number means: its calculation, which is built in, and the first version of its definition, with which an installation starts. Generated from both; a test holds them together. Later versions are published (`/definitions`), each for the months from one on: names, owner, a note, a target, and for the KPIs that add up over cases which ones count. The versions that tell the months asked for stand in the `definition` of any answer, and each row of a month names its own. A rule in force adds its numbers: see the `definition` of any answer under `/api/kpis/`. The repeat-complaint rate is told as of a past day (`asOf`) and under another window (`windowDays`) too; the version in its `definition` then says what was changed. The KPIs that add up over cases, and those that are made of measured series, are told as of a past day too.

            """);
        foreach (var (seed, kpi) in Seeds.Select(seed => (seed, All.First(kpi => kpi.Id == seed.Kpi).Told([new(null, new(seed.Kpi, 1, seed.Terms, null, seed.Reason))]))))
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"\n## {kpi.NameEn} · {kpi.NameZh}\n\n`{kpi.Id}`, version {kpi.Version}\n\n| | |\n|---|---|");
            foreach (var (name, value) in Lines(kpi, seed))
                text.AppendLine(CultureInfo.InvariantCulture, $"| {name} | {value} |");
        }

        return text.ToString().ReplaceLineEndings("\n");
    }

    private static IEnumerable<(string Name, string Value)> Lines(KpiDefinition kpi, PublishKpiDefinition seed) =>
    [
        ("Formula", kpi.Formula),
        ("Numerator", kpi.Numerator),
        ("Denominator", kpi.Denominator),
        ("Base", kpi.Base),
        ("Unit", kpi.Unit),
        ("Window", kpi.Window),
        ("Exclusions", kpi.Exclusions),
        ("Clock", kpi.Clock),
        ("Zone", kpi.Zone),
        ("Told apart by", string.Join(", ", kpi.Dimensions.Select(dimension => dimension.ToString().ToLowerInvariant()))),
        ("Owner", $"{kpi.Owner} · {seed.Terms.OwnerZh}"),
        ("Chosen", seed.Terms.Cases is null ? "Names, owner, note, target" : $"Names, owner, note, target, and which cases count: kinds, withdrawn ones, merged ones{(seed.Nature.LimitsContacts ? ", and to how many contacts they are linked" : "")}"),
    ];
}
