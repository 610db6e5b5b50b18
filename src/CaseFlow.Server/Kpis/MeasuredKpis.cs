using CaseFlow.Kpis;
using CaseFlow.Server.Definitions;
using CaseFlow.Server.Platform.Reading;

namespace CaseFlow.Server.Kpis;

/// <summary>A KPI whose denominator, or all of it, was measured outside of the cases.</summary>
/// <param name="Definition">What it means.</param>
/// <param name="Chinese">The same in Chinese.</param>
/// <param name="Subject">Of which series it is made.</param>
/// <param name="Factor">What the quotient is multiplied by.</param>
/// <param name="Greatest">The greatest value that there can be; null when there is no bound.</param>
public sealed record MeasuredKpi(KpiDefinition Definition, KpiDefinition Chinese, SeriesSubject Subject, decimal Factor, decimal? Greatest)
{
    /// <summary>The value to two decimals, half away from zero; null where part or whole is missing.</summary>
    public decimal? Value(decimal? numerator, decimal? denominator) =>
        numerator is not { } part || denominator is not > 0 ? null : decimal.Round(part * Factor / denominator.Value, 2, MidpointRounding.AwayFromZero);
}

/// <summary>The KPIs that are made of measured series.</summary>
public static class MeasuredKpis
{
    /// <summary>Calls that were answered.</summary>
    public static readonly MeasuredKpi ConnectRate = new(
        new()
        {
            Id = "connect-rate",
            Version = "1",
            NameZh = "接通率",
            NameEn = "Connect rate",
            Formula = "numerator / denominator x 100",
            Numerator = "Answered calls. Where a source prints the rate alone: offered calls times that rate, as exactly as it was rounded; the answer says so and gives the bounds.",
            Denominator = "Offered calls.",
            Base = "Periods of a month of which both are known, in series about hotline calls of exactly the territory that is asked for; a city's are no part of its province's. The whole operator is its provinces together, and has no value where one of them has none.",
            Unit = "Per cent; two decimals, half away from zero; no value where the denominator is 0. Beside it how many periods of the month were measured.",
            Window = "None: a period counts in the month in which it lies. A series by month takes the place of days.",
            Exclusions = "Months that nobody measured have no value and are not interpolated. A month of which a few days were measured is those days, which need not be like the others. Where several series have a value of one period, the one that was entered last counts.",
            Clock = "The period of the value, not when it was entered.",
            Zone = ReportingZone.Operator.Id,
            Owner = "Customer care",
            Dimensions = [KpiDimension.Month],
        },
        new()
        {
            Id = "connect-rate",
            Version = "1",
            NameZh = "接通率",
            NameEn = "Connect rate",
            Formula = "分子 ÷ 分母 × 100",
            Numerator = "接通的来话。来源只印接通率时，以来话量乘以该率推算，精度以其舍入为限，并注明上下界。",
            Denominator = "来话量（呼入总量）。",
            Base = "当月中两者皆知的各期，取自恰为所问地区的热线话务序列；地市不并入其省。全公司为各省之和，任一省缺数则无值。",
            Unit = "百分比，两位小数，四舍五入；分母为零时无值。并列当月实测的期数。",
            Window = "无：各期计入其所在月份。按月的序列取代按日的。",
            Exclusions = "无人测量的月份无值，不作内插。只测了几天的月份即为那几天，未必代表其余。同一期有多个序列时，以最后录入者为准。",
            Clock = "数值所属的期间，而非录入时间。",
            Zone = ReportingZone.Operator.Id,
            Owner = "客户服务部",
            Dimensions = [KpiDimension.Month],
        },
        SeriesSubject.HotlineCalls, Factor: 100, Greatest: 100);

    /// <summary>Complaints for each ten thousand customers.</summary>
    public static readonly MeasuredKpi ComplaintsPerTenThousand = new(
        new()
        {
            Id = "complaints-per-10k-customers",
            Version = "1",
            NameZh = "万投比",
            NameEn = "Complaints per 10,000 customers",
            Formula = "numerator / denominator x 10,000",
            Numerator = "Cases of the kind Complaint, each in the month and region of its own complaint; a province includes its cities.",
            Denominator = "Customers of the month, as a series about customers has them by month.",
            Base = "Customers of exactly the territory that is asked for. The whole operator is its provinces together, and has no value where one of them has none.",
            Unit = "Complaints per 10,000 customers; two decimals, half away from zero; no value where the denominator is 0. The value of several months is the mean of those that have one, weighted by their customers.",
            Window = "None: one month.",
            Exclusions = "Consultations, suggestions, faults and praise. A reclassified case counts as what it is now; merged and withdrawn ones count, because links never delete. A month without customers has no value and is not interpolated, and its complaints are in no total.",
            Clock = "occurredAt of the registration for the numerator, the month of the value for the denominator.",
            Zone = ReportingZone.Operator.Id,
            Owner = "Customer care",
            Dimensions = [KpiDimension.Month],
        },
        new()
        {
            Id = "complaints-per-10k-customers",
            Version = "1",
            NameZh = "万投比",
            NameEn = "Complaints per 10,000 customers",
            Formula = "分子 ÷ 分母 × 10 000",
            Numerator = "类别为投诉的案件，按其投诉的月份与地区归属；省含其地市。",
            Denominator = "当月客户数，取自按月的客户序列。",
            Base = "恰为所问地区的客户。全公司为各省之和，任一省缺数则无值。",
            Unit = "每万名客户的投诉数，两位小数，四舍五入；分母为零时无值。多个月的值为有值各月按客户数加权的平均。",
            Window = "无：一个月。",
            Exclusions = "咨询、建议、报障与表扬。改类的案件按现在的类别计；合并与撤诉的照计，因为关联从不删除。没有客户数的月份无值，不作内插，其投诉也不计入合计。",
            Clock = "分子取登记事件的发生时间，分母取数值所属的月份。",
            Zone = ReportingZone.Operator.Id,
            Owner = "客户服务部",
            Dimensions = [KpiDimension.Month],
        },
        SeriesSubject.Customers, Factor: 10_000, Greatest: null);

    /// <summary>All of them.</summary>
    public static IReadOnlyList<MeasuredKpi> All { get; } = [ConnectRate, ComplaintsPerTenThousand];

    /// <summary>The one of an id.</summary>
    public static MeasuredKpi? Find(string? id) => All.FirstOrDefault(kpi => kpi.Definition.Id == id);
}
