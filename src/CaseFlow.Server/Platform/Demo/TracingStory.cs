using CaseFlow.EventStore;
using CaseFlow.Server.Definitions;
using CaseFlow.Server.Platform.Commands;
using CaseFlow.Server.Platform.Reading;
using CaseFlow.Server.Tracing;
using CaseFlow.Tracing;

namespace CaseFlow.Server.Platform.Demo;

/// <summary>The roaming complaint traced: four causes, three groups of measures, an effect that was missed in July 2011 and reached in August.</summary>
/// <remarks>
/// Causes, measures and rates are the operator's own; in which order the measures were taken is ours. The rates are those that the read
/// model tells of the demo's cases, which a test holds them to.
/// </remarks>
/// <param name="cast">What it is made with.</param>
/// <param name="counted">Up to which event the figures count.</param>
public sealed class TracingStory(DemoCast cast, Func<long> counted)
{
    private const string Story = "roaming-trace";
    private const string Care = "jiangsu-care";
    private const string Support = "business-support";

    private static readonly ServiceTerms Wording = new() { Wording = new(NamesRoaming: false) };
    private static readonly ServiceTerms Locking = new() { Identification = new(3, 24, LockCounter.Either, PapersAccepted: false) };
    private static readonly ServiceTerms Activating = new() { Activation = new(ImmediateForAll: false, ["diamond", "gold", "silver"], ["gotone"], new(6, 0)) };
    private static readonly ServiceTerms Answering = new() { Lane = new(RoamingFirst: false) };

    /// <summary>The trace.</summary>
    public static TraceId Trace { get; } = TraceId.From(DeterministicId.From("demo", "trace", Story));

    /// <summary>The rule that let activation wait until next morning.</summary>
    public static CatalogueVersion ActivationRule { get; } = new(CatalogueKind.Rule, "roaming-activation", 1);

    /// <summary>The catalogue, the trace of 2011, and two traces of today.</summary>
    public IReadOnlyList<DemoStream> Streams => [Texts, Rules, Processes, Roaming, .. TodaysTraces.Streams(cast)];

    private DemoStream Texts => Catalogue(
        CatalogueKind.PortalText,
        ("international-calls", Content("国际长途开通说明", "Text on international calls", "江苏移动网上营业厅", "digital-channels", "开通国际长途功能,即可拨打国际长途电话。", Day(2010, 1, 1), Wording)),
        ("international-calls", Content("国际长途开通说明", "Text on international calls", "江苏移动网上营业厅", "digital-channels", "如需出境使用,请同时开通国际及港澳台漫游。", Day(2011, 7, 15), new() { Wording = new(NamesRoaming: true) })));

    private DemoStream Rules => Catalogue(
        CatalogueKind.Rule,
        ("ivr-password-lock", Content("服务密码锁定规则", "Lock after wrong passwords", "10086语音流程规范", Support, "受理号码与来电号码分别计次,满3次锁定24小时。", Day(2010, 1, 1), Locking)),
        ("roaming-activation", Content("国际漫游开通时限", "When roaming works", "江苏移动市〔2011〕70号", "marketing", "后付费及贵宾客户立即生效,其他客户最早次日6时生效。", Day(2011, 3, 1), Activating)),
        ("ivr-password-lock", Content("服务密码锁定规则", "Lock after wrong passwords", "10086语音流程规范", Support, "除服务密码外,可凭机主证件验证;锁定提示写明两个号码分别计次。", Day(2011, 8, 10), new() { Identification = new(3, 24, LockCounter.Either, PapersAccepted: true) })),
        ("roaming-activation", Content("国际漫游开通时限", "When roaming works", "江苏移动市〔2011〕70号修订", "marketing", "漫游来话客户均可选择立即生效。", Day(2011, 8, 10), new() { Activation = new(ImmediateForAll: true, ["diamond", "gold", "silver"], ["gotone"], new(6, 0)) })));

    private DemoStream Processes => Catalogue(
        CatalogueKind.Process,
        ("month-end-capacity", Content("月末话务保障流程", "Month-end staffing of the hotline", "客服中心月末保障方案", "customer-service", "月末按日常话务量1.5倍排班,国际漫游来话不设优先通道。", Day(2010, 1, 1), Answering)),
        ("month-end-capacity", Content("月末话务保障流程", "Month-end staffing of the hotline", "客服中心月末保障方案", "customer-service", "月末加强预处理、转接与派单,国际漫游来话优先接入,未接通的及时回访。", Day(2011, 7, 20), new() { Lane = new(RoamingFirst: true) })));

    private DemoStream Roaming => new(Trace.Value, history =>
    {
        var contacts = Enumerable.Range(1, 5).Select(number => new ContactEvidence(RoamingStory.ContactOf(number), RoamingStory.First)).ToList();
        var script = new TraceScript(Story, new StreamDraft<Trace, TraceEvent>(Commands.Streams.Trace, Trace.Value, history), cast);
        script.Open(Day(2011, 7, 8), Care, TraceTrigger.Escalation, "境外客户无法开通国际漫游", "network.roaming.activation", new(
            [RoamingStory.First], contacts, [new(RoamingStory.First, CaseFlow.Complaints.BlueprintStage.Verify)], [new(Rate("2011-03", "2011-05"), Figure("2011-03", "2011-05"))]));
        script.Analyse(Day(2011, 7, 9), Care, Support);
        var wording = script.Cause(Day(2011, 7, 11), Support, CauseKind.Wording, FishboneBranch.Material, "网厅开通“国际长途”时未提醒须另开国际及港澳台漫游", "出境客户", "网上营业厅", new(CatalogueKind.PortalText, "international-calls", 1), contacts[0],
            "客户只开通了国际长途", "页面只介绍长途业务", "文案由业务口径拼成,没有从出境场景检查");
        var locking = script.Cause(Day(2011, 7, 11), Support, CauseKind.System, FishboneBranch.Equipment, "密码锁定后不能受理,提示语让客户以为自己输错了三次", "非本机来电客户", "10086语音菜单", new(CatalogueKind.Rule, "ivr-password-lock", 1), contacts[1],
            "来电被锁定24小时", "受理号码累计满三次", "两个号码分别计次而提示语不说明", "除密码外没有其他验证方式");
        var capacity = script.Cause(Day(2011, 7, 11), Support, CauseKind.Capacity, FishboneBranch.Environment, "月末话务约为平时3倍,漫游来话没有优先通道", "境外客户", "10086人工台", new(CatalogueKind.Process, "month-end-capacity", 1), contacts[2],
            "人工台始终全忙", "话务量超过日接通能力约58万次", "排班没有按月末峰值", "漫游来话与普通来话同等排队");
        var waiting = script.Cause(Day(2011, 7, 11), Support, CauseKind.Rule, FishboneBranch.Method, "普通客户最早次日6时生效,境外客户急用时无例外", "普通客户", "10086人工台", ActivationRule, contacts[3],
            "要求立即生效未获同意", "规定最早次日6时生效", "规定只为后付费和贵宾客户留了即时通道");
        var attitude = script.Cause(Day(2011, 7, 11), Support, CauseKind.Staff, FishboneBranch.People, "话务员推诿", "话务员", "10086人工台", null, contacts[3], "客户多次来电未果");
        script.Confirm(Day(2011, 7, 12), Support, wording, locking, capacity, waiting);
        script.Exclude(Day(2011, 7, 12), Support, attitude, "调听录音:话务员均按规定解释并做了紧急处理。");
        script.PlanEvaluation(Day(2011, 7, 12), Care, Rate("2011-03", "2011-05"), "2011-07", 1.00m, Day(2011, 8, 3));
        var rewrite = script.Plan(Day(2011, 7, 12), Care, "重写网厅文案", "国际长途页面写明:出境须同时开通国际及港澳台漫游", "digital-channels", "chen.yu", Day(2011, 7, 20), wording);
        var lane = script.Plan(Day(2011, 7, 12), Care, "完善预处理、转接、派单与回访", "漫游来话优先接入,月末加强预处理,未接通的及时回访", "customer-service", "sun.li", Day(2011, 7, 22), capacity);
        script.Start(Day(2011, 7, 13), "chen.yu", rewrite);
        script.Done(Day(2011, 7, 15), "chen.yu", rewrite, "网厅页面7月15日更新", new(CatalogueKind.PortalText, "international-calls", 2));
        script.Done(Day(2011, 7, 25), "sun.li", lane, "月末保障方案7月20日起执行", new(CatalogueKind.Process, "month-end-capacity", 2));
        script.Evaluate(Day(2011, 8, 3), Care, Rate("2011-07", "2011-07").KpiVersion, Figure("2011-03", "2011-05"), Figure("2011-07", "2011-07"));
        var papers = script.Plan(Day(2011, 8, 4), Care, "集中受理,证件验证与即时开通", "除密码外可凭机主证件验证,锁定提示写明计次规则", Support, "gu.ming", Day(2011, 8, 12), locking);
        var atOnce = script.Plan(Day(2011, 8, 4), Care, "集中受理,证件验证与即时开通", "修订70号文:漫游来话客户均可选择立即生效", "marketing", "he.lan", Day(2011, 8, 12), waiting);
        script.PlanEvaluation(Day(2011, 8, 4), Care, Rate("2011-03", "2011-05"), "2011-08", 1.00m, Day(2011, 9, 5));
        script.Done(Day(2011, 8, 10), "gu.ming", papers, "语音流程8月10日上线", new(CatalogueKind.Rule, "ivr-password-lock", 2));
        script.Done(Day(2011, 8, 10), "he.lan", atOnce, "修订文件8月10日生效", new(CatalogueKind.Rule, "roaming-activation", 2));
        script.Evaluate(Day(2011, 9, 5), Care, Rate("2011-08", "2011-08").KpiVersion, Figure("2011-03", "2011-05"), Figure("2011-08", "2011-08"));
        script.Close(Day(2011, 9, 6), Care);
        return script.Draft;
    });

    private FigureQuestion Rate(string from, string to) =>
        new(KpiCatalogue.RepeatComplaintRate.Id, KpiCatalogue.RepeatComplaintRate.Under(cast.Policies.RepeatRule, ReportingZone.Operator).Version, "cn-js", null, from, to);

    /// <summary>The rate of the months that the demo's series has.</summary>
    private KpiFigure Figure(string from, string to)
    {
        var months = RepeatSeries.Months.Where(month => string.CompareOrdinal($"{month.Year}-{month.Month:00}", from) >= 0 && string.CompareOrdinal($"{month.Year}-{month.Month:00}", to) <= 0).ToList();
        var (repeats, cases) = (months.Sum(month => month.Repeats), months.Sum(month => month.Complaints));
        return new(decimal.Round(100m * repeats / cases, 2, MidpointRounding.AwayFromZero), repeats, cases, counted(), cast.Now);
    }

    private static DemoStream Catalogue(CatalogueKind kind, params IReadOnlyList<(string Entry, CatalogueContent Content)> versions) => new(CatalogueBook.StreamOf(kind), history =>
    {
        var draft = new StreamDraft<Catalogue, CatalogueEvent>(Commands.Streams.Catalogue, CatalogueBook.StreamOf(kind), history);
        foreach (var (i, (entry, content)) in versions.Index())
            draft.Decide(DemoStream.Step($"{Story}-{kind}", i, content.ValidFrom, Care, OccurrencePrecision.Day), state => CatalogueDecisions.Publish(state, new(kind, entry, content, "投诉溯源")));
        return draft;
    });

    private CatalogueContent Content(string zh, string en, string citation, string department, string words, DateTimeOffset from, ServiceTerms terms) => new()
    {
        Zh = zh, En = en, Citation = citation, Department = cast.Term(TermLists.Departments, department), Words = words, ValidFrom = from, Terms = terms,
    };

    private static DateTimeOffset Day(int year, int month, int day) => DemoCast.At(year, month, day);
}
