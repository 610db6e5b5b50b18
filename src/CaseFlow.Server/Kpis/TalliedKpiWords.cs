using CaseFlow.Server.Definitions;

namespace CaseFlow.Server.Kpis;

/// <summary>The definitions of KPIs that other slices count, in Chinese.</summary>
public static class TalliedKpiWords
{
    /// <summary>A definition in Chinese.</summary>
    public static KpiDefinition Chinese(KpiDefinition english)
    {
        ArgumentNullException.ThrowIfNull(english);
        var words = Words[english.Id];
        return english with
        {
            Formula = words.Formula, Numerator = words.Numerator, Denominator = words.Denominator, Base = words.Base, Unit = words.Unit, Window = words.Window, Exclusions = words.Exclusions, Clock = words.Clock,
            Owner = KpiCatalogue.Owners[english.Owner],
        };
    }

    private const string Share = "分子 ÷ 分母 × 100";
    private const string PerCent = "百分比，两位小数，四舍五入；分母为零时无值。分母即样本数，附 95% 威尔逊区间。";

    private static readonly Dictionary<string, (string Formula, string Numerator, string Denominator, string Base, string Unit, string Window, string Exclusions, string Clock)> Words =
        new()
        {
            [KpiCatalogue.ContactsPerCase.Id] = (
                "分子 ÷ 分母",
                "与案件关联的接触，未成功的（坐席全忙、被锁定、放弃、中断、无人应答）也计入，并另行列出。",
                "各类案件。",
                "案件按其投诉的月份与地区归属，计入其全部接触，不论何时发生。",
                "每案接触次数，两位小数，四舍五入；分母为零时无值。",
                "无：关联存续即计入。",
                "未关联案件的接触。合并与撤诉的案件照计，因为关联从不删除。",
                "登记事件的发生时间。"),
            [KpiCatalogue.ClockCompliance.Id] = (
                Share,
                "不晚于到期时间停止的时钟。",
                "已停止的时钟。",
                "所有时限，每一轮、每一次转派各自计；按停止的月份及案件现时的地区、主题、来源归属。",
                PerCent,
                "停止时所适用时限规则的限额，按其日历的工作时间或全天计；规则允许的暂停不计。",
                "仍在走的时钟，包括已超时的，见时钟看板。因撤诉、重开、在他处结案或不再有规则而落空的时钟。其他系统的记录（规则排除其来源）。",
                "使时钟停止的事实的发生时间。"),
            [KpiCatalogue.MeetingCompletion.Id] = (
                Share,
                "在期限前完成且附有成效证据的议定事项。",
                "期限落在当月的议定事项，已取消的除外；期限未到的视为尚未完成。",
                "服务例会的议定事项，归责任部门，按期限的月份及例会的地市或省归属；省含其地市。",
                "百分比，两位小数，四舍五入；分母为零时无值。附 95% 威尔逊区间。并列结转总次数。",
                "无：结转不改期限。",
                "已取消的议定事项。逾期完成的只计入分母。",
                "月份按期限；是否按期按完成事件的发生时间。"),
            [KpiCatalogue.TraceEffectiveness.Id] = (
                Share,
                "实测数值达到事先所定目标的效果评估。",
                "对溯源效果的评估，每一轮各自计。",
                "本地区的溯源，按立项时的主题归属。并列当月立项与关闭的溯源数，各计入其发生的月份。",
                PerCent,
                "无：评估计入作出评估的月份，不论溯源何时立项。",
                "尚未评估效果的溯源。未达目标而重新分析的，其每次评估都计入。",
                "评估、立项与关闭事件的发生时间。"),
        };
}
