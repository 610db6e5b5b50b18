using CaseFlow.Complaints;
using CaseFlow.Kpis;
using CaseFlow.Server.Definitions;
using CaseFlow.Server.Platform.Reading;

namespace CaseFlow.Server.Kpis;

/// <summary>What differs in words from one KPI over cases to the next.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Numerator">What counts in the numerator.</param>
/// <param name="Denominator">What counts in the denominator.</param>
/// <param name="Exclusions">What does not count.</param>
public sealed record CaseKpiWording(string Name, string Numerator, string Denominator, string Exclusions);

/// <summary>Writes the definitions of the KPIs that add up over cases: the built-in meaning with the cases that a version counts.</summary>
public static class CaseKpiWords
{
    private static readonly Dictionary<ComplaintKind, string> Kinds = new()
    {
        [ComplaintKind.Complaint] = "投诉", [ComplaintKind.Consultation] = "咨询", [ComplaintKind.Suggestion] = "建议", [ComplaintKind.Fault] = "报障", [ComplaintKind.Praise] = "表扬",
    };

    /// <summary>In English.</summary>
    public static KpiDefinition English(string id, string nameZh, CaseKpiWording words, (string Formula, string Unit) value, CountedCases cases)
    {
        ArgumentNullException.ThrowIfNull(words);
        ArgumentNullException.ThrowIfNull(cases);
        var kinds = HasAll(cases) ? "Cases of all kinds" : $"Cases of the kinds {string.Join(", ", cases.Kinds.Distinct().Order())}, each as what it is now";
        return new()
        {
            Id = id,
            Version = "1",
            NameZh = nameZh,
            NameEn = words.Name,
            Formula = value.Formula,
            Numerator = words.Numerator,
            Denominator = words.Denominator,
            Base = $"{kinds}, each in the month and region of its own complaint, with all that became of it until now.",
            Unit = value.Unit,
            Window = "None: whatever was recorded since counts for the month of the complaint.",
            Exclusions = $"{words.Exclusions} {Left(cases)}",
            Clock = "occurredAt of the registration: when the customer complained, not when it was recorded.",
            Zone = ReportingZone.Operator.Id,
            Owner = "Customer care",
            Dimensions = [KpiDimension.Month, KpiDimension.Region, KpiDimension.City, KpiDimension.Topic, KpiDimension.Source],
        };
    }

    /// <summary>In Chinese.</summary>
    public static KpiDefinition Chinese(string id, string nameEn, CaseKpiWording words, (string Formula, string Unit) value, CountedCases cases)
    {
        ArgumentNullException.ThrowIfNull(words);
        var kinds = HasAll(cases) ? "各类案件" : $"{string.Join("、", cases.Kinds.Distinct().Order().Select(kind => Kinds[kind]))}类案件（按现在的类别计）";
        return English(id, words.Name, words, value, cases) with
        {
            NameEn = nameEn,
            Base = $"{kinds}，按其投诉的月份与地区归属，计入至今发生的一切。",
            Window = "无：此后记录的事实都计入投诉当月。",
            Exclusions = words.Exclusions + LeftInChinese(cases),
            Clock = "登记事件的发生时间：客户投诉之时，而非记录之时。",
            Owner = "客户服务部",
        };
    }

    private static bool HasAll(CountedCases cases) => Kinds.Keys.All(cases.Kinds.Contains);

    private static string Left(CountedCases cases) => (cases.Merged, cases.Withdrawn) switch
    {
        (true, true) => "Merged and withdrawn cases count, because links never delete.",
        (true, false) => "Withdrawn cases do not count, merged ones do.",
        (false, true) => "Merged cases do not count, withdrawn ones do.",
        (false, false) => "Merged and withdrawn cases do not count.",
    };

    private static string LeftInChinese(CountedCases cases) => (cases.Merged, cases.Withdrawn) switch
    {
        (true, true) => "合并与撤诉的案件照计，因为关联从不删除。",
        (true, false) => "撤诉的案件不计，合并的照计。",
        (false, true) => "合并的案件不计，撤诉的照计。",
        (false, false) => "合并与撤诉的案件都不计。",
    };
}
