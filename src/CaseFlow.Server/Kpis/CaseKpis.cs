using System.Globalization;
using CaseFlow.Complaints;
using CaseFlow.Kpis;

namespace CaseFlow.Server.Kpis;

/// <summary>The KPIs that add up over cases.</summary>
public static class CaseKpis
{
    private const decimal Hours = 1m / 3600;

    private static readonly CountedCases Every = new() { Kinds = Enum.GetValues<ComplaintKind>(), Withdrawn = true, Merged = true };

    /// <summary>Cases that went up a level.</summary>
    public static readonly CaseKpi EscalationRate = Share(
        "escalation-rate",
        new(
            "Escalation rate",
            "Cases that were escalated at least once, to whichever level and by whomever (desk, customer, regulator, media).",
            "Every case of the base.",
            "A case counts once, however often it went up; one that came down again counts too."),
        new(
            "升级投诉率",
            "至少升级过一次的案件，不论升到哪一级、由谁提起（受理台、客户、监管部门、媒体）。",
            "口径内的每一案。",
            "一案无论升级几次只计一次，降级后仍计入。"),
        one => (One(one.Escalated), 1),
        ("escalated", "true"));

    /// <summary>Cases that the first contact settled.</summary>
    public static readonly CaseKpi FirstContactResolution = new(
        Every with { MostContacts = 1 },
        (cases, chinese) => chinese
            ? CaseKpiWords.Chinese(
                "first-contact-resolution",
                "First-contact resolution",
                new(
                    "首次接触解决率",
                    string.Create(CultureInfo.InvariantCulture, $"已解决、从未重开、从未升级、从未转派部门，且关联接触不超过{(cases.MostContacts == 1 ? "一" : $" {cases.MostContacts} ")}次的案件。"),
                    "至少解决过一次的案件。",
                    "日后重开的案件退出分子，因此某月的比率仍可能下降。接触不论何时关联都计入。"),
                ShareInChinese,
                cases)
            : CaseKpiWords.English(
                "first-contact-resolution",
                "首次接触解决率",
                new(
                    "First-contact resolution",
                    string.Create(CultureInfo.InvariantCulture, $"Resolved cases that were never reopened, never escalated, never handed over to a department, and to which at most {(cases.MostContacts == 1 ? "one contact is" : $"{cases.MostContacts} contacts are")} linked."),
                    "Cases that were resolved at least once.",
                    "A case that is reopened later leaves the numerator, so that the share of a month can still fall. Contacts count whenever they were linked."),
                ShareInEnglish,
                cases),
        factor: 100,
        isShare: true,
        (one, cases) => (One(one is { ResolvedAt: not null, Reopened: false, Escalated: false, HandedOver: 0 } && one.Contacts <= cases.MostContacts), One(one.ResolvedAt is not null)),
        cases => (string.Create(CultureInfo.InvariantCulture, $"resolved_at is not null and not reopened and not escalated and handed_over = 0 and contacts <= {cases.MostContacts}"), "resolved_at is not null"));

    /// <summary>Resolutions that did not hold.</summary>
    public static readonly CaseKpi ReopeningRate = Share(
        "reopening-rate",
        new("Reopening rate", "Resolved cases that were reopened at least once.", "Cases that were resolved at least once.", "A case counts once, however often it was reopened."),
        new("重开率", "解决后至少重开过一次的案件。", "至少解决过一次的案件。", "一案无论重开几次只计一次。"),
        one => (One(one is { ResolvedAt: not null, Reopened: true }), One(one.ResolvedAt is not null)),
        ("resolved_at is not null and reopened", "resolved_at is not null"));

    /// <summary>Hand-overs that came back.</summary>
    public static readonly CaseKpi HandOverBounces = Share(
        "hand-over-bounces",
        new(
            "Hand-over bounces",
            "Hand-overs that the department asked sent back.",
            "Hand-overs of cases to departments.",
            "A hand-over that nobody answered is no bounce. A case that bounced twice counts twice."),
        new("转派退回率", "被转派部门退回的转派。", "案件向部门的转派。", "无人应答的转派不算退回。一案退回两次计两次。"),
        one => (one.Bounced, one.HandedOver),
        ("bounced > 0", "handed_over > 0"));

    /// <summary>Customers who said at the callback that they were satisfied.</summary>
    public static readonly CaseKpi CallbackSatisfaction = Share(
        "callback-satisfaction",
        new(
            "Satisfaction at the callback",
            "Completed callbacks whose customer said that they were satisfied.",
            "Completed callbacks whose customer was reached and said whether they were.",
            "Customers who could not be reached are in neither. This is a share of customers who were asked; it is neither the score of a survey nor the difference between what was perceived and what was expected, which bear the same name elsewhere."),
        new(
            "回访满意率",
            "客户在回访中表示满意的已完成回访。",
            "已接通且客户表明是否满意的已完成回访。",
            "未接通的客户两边都不计。本指标是受访客户中的占比，既不是调查得分，也不是感知与期望之差，后两者在别处也叫满意度。"),
        one => (one.Satisfied, one.CalledBack),
        ("satisfied > 0", "called_back > 0"));

    /// <summary>From the complaint to its acknowledgement.</summary>
    public static readonly CaseKpi TimeToAcknowledge = Time("time-to-acknowledge", ("Time to acknowledge", "acknowledged"), ("平均确认时长", "确认受理"), one => one.AcknowledgedAt, "acknowledged_at");

    /// <summary>From the complaint to its first resolution.</summary>
    public static readonly CaseKpi TimeToResolve = Time("time-to-resolve", ("Time to resolve", "resolved"), ("平均解决时长", "解决"), one => one.ResolvedAt, "resolved_at");

    /// <summary>From the complaint to its first closure.</summary>
    public static readonly CaseKpi TimeToClose = Time("time-to-close", ("Time to close", "closed"), ("平均结案时长", "结案"), one => one.ClosedAt, "closed_at");

    /// <summary>Complaints, which the complaints per 10,000 customers are a quotient of; their denominator is measured outside of the cases.</summary>
    public static readonly CaseKpi Complaints = new(
        Every,
        (_, chinese) => chinese ? MeasuredKpis.ComplaintsPerTenThousand.Chinese : MeasuredKpis.ComplaintsPerTenThousand.Definition,
        factor: 10_000,
        isShare: false,
        (one, _) => (One(one.Kind == ComplaintKind.Complaint), 0),
        _ => ("kind = 'Complaint'", "false"));

    /// <summary>All of them, in the order in which they are shown.</summary>
    public static IReadOnlyList<CaseKpi> All { get; } =
        [EscalationRate, FirstContactResolution, ReopeningRate, HandOverBounces, CallbackSatisfaction, TimeToAcknowledge, TimeToResolve, TimeToClose];

    /// <summary>All that cases are counted for.</summary>
    public static IReadOnlyList<CaseKpi> Counted { get; } = [.. All, Complaints];

    /// <summary>The one of an id.</summary>
    public static CaseKpi? Find(string? id) => All.FirstOrDefault(kpi => kpi.Definition.Id == id);

    private static (string Formula, string Unit) ShareInEnglish => ("numerator / denominator x 100", "Per cent; two decimals, half away from zero; no value where the denominator is 0. With the 95 % interval of Wilson.");

    private static (string Formula, string Unit) ShareInChinese => ("分子 ÷ 分母 × 100", "百分比，两位小数，四舍五入；分母为零时无值。附 95% 威尔逊区间。");

    private static long One(bool yes) => yes ? 1 : 0;

    private static CaseKpi Share(string id, CaseKpiWording en, CaseKpiWording zh, Func<CaseMilestone, (long Numerator, long Denominator)> counts, (string Numerator, string Denominator) cases) =>
        new(
            Every,
            (counted, chinese) => chinese ? CaseKpiWords.Chinese(id, en.Name, zh, ShareInChinese, counted) : CaseKpiWords.English(id, zh.Name, en, ShareInEnglish, counted),
            factor: 100,
            isShare: true,
            (one, _) => counts(one),
            _ => cases);

    private static CaseKpi Time(string id, (string Name, string Reached) en, (string Name, string Reached) zh, Func<CaseMilestone, DateTimeOffset?> at, string column)
    {
        var english = new CaseKpiWording(
            en.Name,
            $"Whole seconds from the complaint until the case was {en.Reached} for the first time, added up; natural time, nights and holidays included.",
            $"Cases that were {en.Reached}.",
            $"Cases that are not {en.Reached} yet, so that the mean of a young month grows. Records that say that they were {en.Reached} before the customer complained.");
        var chinese = new CaseKpiWording(
            zh.Name,
            $"从客户投诉到案件首次{zh.Reached}的整秒数之和；自然时间，夜间与节假日都计入。",
            $"已{zh.Reached}的案件。",
            $"尚未{zh.Reached}的案件不计，因此近月的均值还会上升。记录上{zh.Reached}早于投诉的案件不计。");
        return new(
            Every,
            (counted, inChinese) => inChinese
                ? CaseKpiWords.Chinese(id, en.Name, chinese, ("分子 ÷ 分母 ÷ 3600", "小时，两位小数，四舍五入；分母为零时无值。均值受少数长案影响。"), counted)
                : CaseKpiWords.English(id, zh.Name, english, ("numerator / denominator / 3600", "Hours; two decimals, half away from zero; no value where the denominator is 0. A mean: few long cases move it."), counted),
            Hours,
            isShare: false,
            (one, _) => at(one) is { } when && when >= one.RegisteredAt ? ((long)(when - one.RegisteredAt).TotalSeconds, 1) : (0, 0),
            _ => ($"{column} >= registered_at", $"{column} >= registered_at"));
    }
}
