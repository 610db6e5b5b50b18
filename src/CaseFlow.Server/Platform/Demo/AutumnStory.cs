using CaseFlow.Complaints;
using CaseFlow.Definitions;
using CaseFlow.EventStore;
using CaseFlow.Server.Definitions;

namespace CaseFlow.Server.Platform.Demo;

/// <summary>September 2011, whose figures a meeting saw in October and which are others since: what came in late, what was found out, a tree of topics and a rule that were published anew.</summary>
/// <remarks>Nothing of it lies in March to August, so that the figures of those months stay what was printed of them.</remarks>
public static class AutumnStory
{
    /// <summary>How September is counted beside the customers with a story.</summary>
    public static RepeatMonth September { get; } = new(2011, 9, 5, 528);

    /// <summary>Both topics about charges for value-added services become one.</summary>
    public static TermEntry Merged { get; } = new("vas.charge", "增值业务收费", "Charges for value-added services");

    /// <summary>Where the cases of the topics count that have gone.</summary>
    public static IReadOnlyList<TermMove> Moves { get; } =
        [new(Disputed, TermFate.Mapped, Merged.Code), new(Unwanted, TermFate.Mapped, Merged.Code)];

    /// <summary>The days of the rule's second version: who complains again in the second month counts too.</summary>
    public const int Days = 60;

    private const string Disputed = "billing.charge.vas", Unwanted = "vas.subscription.unwanted";

    /// <summary>How many customers of August complain again in the second month.</summary>
    private const int Returning = 3;

    private const string Recorded = "crm-2011", Found = "sun.li";

    private static readonly DemoPerson
        Late = new("周桂芳", "13900009101", "nanjing"),
        Other = new("吴志明", "13900009102", "suzhou"),
        Apart = new("孙丽华", "13900009103", "wuxi"),
        Seam = new("郑海涛", "13900009104", "xuzhou");

    private static readonly IReadOnlyList<SingleComplaint> Back = [.. new RepeatSeries().Singles(month: 8).Where((_, i) => i % 40 == 7).Take(Returning)];

    /// <summary>The customers with a story.</summary>
    public static IReadOnlyList<DemoPerson> People { get; } = [Late, Other, Apart, Seam, .. Back.Select(one => one.Person)];

    /// <summary>The cases as the meeting in October knew them, or as they are known since.</summary>
    /// <param name="cast">What they are made with.</param>
    /// <param name="since">Whether what was recorded after the meeting is told too.</param>
    public static IEnumerable<DemoStream> Streams(DemoCast cast, bool since)
    {
        ArgumentNullException.ThrowIfNull(cast);
        var data = new DemoCase("billing.charge.data", "套餐外流量费过高,事先没有收到提醒。");
        yield return Ended(new CaseScript(cast, "autumn-letter-first", Late).Register(At(8, 10), Recorded, data), 9).Stream;
        // A letter that lay in a hall for weeks.
        if (since) yield return Ended(new CaseScript(cast, "autumn-letter-late", Late).Register(At(19, 0), Found, data with { Summary = "来信再次反映流量费问题未解决。", Channel = "hall" }, OccurrencePrecision.Day), 20).Stream;

        yield return Ended(new CaseScript(cast, "autumn-topic-first", Other).Register(At(6, 15), Recorded, data with { Summary = "停机复机后产生流量费,要求退费。" }), 7).Stream;
        var topic = new CaseScript(cast, "autumn-topic", Other).Register(At(21, 11), Recorded, new("tariff.plan.unclear", "不清楚套餐外费用从何而来。"));
        if (since) topic = Ended(topic.Then(DemoCast.At(2011, 10, 14, 10), Found, state => IntakeDecisions.Reclassify(state, new(ComplaintKind.Complaint, cast.Term(TermLists.Topics, "billing.charge.data"), topic.Sealer.Seal("核对详单,客户仍在问同一笔流量费。")))), day: null);
        yield return topic.Stream;

        var promise = new DemoCase("marketing.campaign.not-honoured", "办理营销案时承诺的优惠没有兑现。");
        var first = Ended(new CaseScript(cast, "autumn-apart-first", Apart).Register(At(5, 9), Recorded, promise), 6);
        yield return first.Stream;
        var apart = new CaseScript(cast, "autumn-apart", Apart).Register(At(15, 16), Recorded, promise with { Summary = "购机活动的返充没有到账。" });
        apart = Ended(apart.Then(At(15, 16), Recorded, state => LinkDecisions.Propose(state, new(first.Facts, new RepeatGrounds(1, 30, 2, 10)))), 16);
        if (since) apart = apart.Then(DemoCast.At(2011, 10, 17, 15), Found, state => LinkDecisions.Reject(state, new(first.Complaint, apart.Sealer.Seal("两个不同的活动,不是同一问题。"))));
        yield return apart.Stream;

        yield return Ended(new CaseScript(cast, "autumn-seam-first", Seam).Register(At(7, 14), Recorded, new(Disputed, "被收取SP业务费,要求退费并退订。")), 8).Stream;
        yield return Ended(new CaseScript(cast, "autumn-seam", Seam).Register(At(22, 10), Recorded, new(Unwanted, "退订后账单中又出现同一业务的月租。")), 23).Stream;

        foreach (var (i, one) in Back.Index())
            yield return Ended(new CaseScript(cast, $"autumn-back-{i}", one.Person).Register(one.Opened.AddDays(40), Recorded, one.Case with { Summary = $"再次反映:{one.Case.Summary}", ExternalReference = null }), one.Opened.AddDays(41).Day).Stream;
    }

    /// <summary>The tree with the two topics in one; null when the list in force is not the one that the demo knows.</summary>
    public static PublishTermList? Reorganised(TermList topics)
    {
        ArgumentNullException.ThrowIfNull(topics);
        if (topics.Moves.Count > 0 || Moves.Any(move => topics.Find(move.Code) is null)) return null;
        var entries = topics.Entries.Values.Select(entry => Moves.Any(move => move.Code == entry.Code) ? entry with { Retired = true } : entry);
        return new(TermList.Topics, [.. entries, Merged], "增值业务收费争议与未经同意订购同出一因，合并统计。") { Moves = Moves };
    }

    /// <summary>The rule with the longer window.</summary>
    public static PublishRepeatRule Longer(RepeatRule rule)
    {
        ArgumentNullException.ThrowIfNull(rule);
        return new(Days, rule.TopicLevel, rule.Kinds, rule.Unit, "第二个月内再次投诉的客户此前不计入，窗口延长到60天。");
    }

    private static DateTimeOffset At(int day, int hour) => DemoCast.At(2011, 9, day, hour);

    /// <summary>Resolved and closed as the system of that time recorded it; nobody is called back.</summary>
    private static CaseScript Ended(CaseScript script, int? day)
    {
        var at = day is { } of ? At(of, 17) : DemoCast.At(2011, 10, 14, 17);
        return script
            .Then(at, Recorded, state => ClosureDecisions.Resolve(state, new(script.Sealer.Seal("核对后向客户解释,多收部分已退还。"))), OccurrencePrecision.Minute)
            .Then(at.AddMinutes(30), Recorded, state => ClosureDecisions.Close(state, new(Callback: null, CallbackOwed: false, RecordedElsewhere: true)), OccurrencePrecision.Minute);
    }
}
