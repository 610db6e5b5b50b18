using System.Globalization;
using CaseFlow.Server.Definitions;
using CaseFlow.Server.Platform.Web;

namespace CaseFlow.Server.Kpis;

/// <summary>KPIs in the reader's language.</summary>
public static class KpiWords
{
    /// <summary>The definition in the language of the page that is being written.</summary>
    public static KpiDefinition Definition(this CaseKpi kpi)
    {
        ArgumentNullException.ThrowIfNull(kpi);
        return Languages.Current == Languages.Chinese ? kpi.Chinese : kpi.Definition;
    }

    /// <summary>What it is called in the language of the page that is being written.</summary>
    public static string Name(this KpiDefinition definition)
    {
        ArgumentNullException.ThrowIfNull(definition);
        return Languages.Current == Languages.Chinese ? definition.NameZh : definition.NameEn;
    }

    /// <summary>A value with its unit; a dash for none.</summary>
    public static string Value(this CaseKpi kpi, decimal? value, Words words)
    {
        ArgumentNullException.ThrowIfNull(kpi);
        ArgumentNullException.ThrowIfNull(words);
        return value is not { } number ? "–"
            : kpi.IsShare ? Percent(number, "0.00")
            : words["Kpi.Hours", number.ToString("0.00", CultureInfo.CurrentCulture)];
    }

    /// <summary>Per cent with so many decimals.</summary>
    public static string Percent(decimal percent, string format) => percent.ToString(format, CultureInfo.CurrentCulture) + "%";

    /// <summary>What a value is of, in one dimension.</summary>
    public static string Of(this TermNames names, KpiDimension by, KpiKey key)
    {
        ArgumentNullException.ThrowIfNull(names);
        ArgumentNullException.ThrowIfNull(key);
        return by switch
        {
            KpiDimension.Region => names[TermLists.Regions, key.Region],
            KpiDimension.City => names[TermLists.Regions, key.City],
            KpiDimension.Topic => names[TermLists.Topics, key.Topic],
            KpiDimension.Source => names[TermLists.Sources, key.Source],
            KpiDimension.Month => key.Month!,
            KpiDimension.Clock => key.Clock!,
        };
    }
}
