using System.Globalization;
using CaseFlow.Kpis;
using CaseFlow.Server.Definitions;
using CaseFlow.Server.Platform.Web;

namespace CaseFlow.Server.Kpis;

/// <summary>KPIs in the reader's language.</summary>
public static class KpiWords
{
    /// <summary>The definition of a KPI over cases, as some versions say, in the language of the page that is being written.</summary>
    public static KpiDefinition Read(this CaseKpi kpi, IReadOnlyList<KpiSpan> spans)
    {
        ArgumentNullException.ThrowIfNull(kpi);
        return kpi.Told(spans, Languages.Current == Languages.Chinese);
    }

    /// <summary>The definition of a KPI of measured series, as some versions say, in the language of the page that is being written.</summary>
    public static KpiDefinition Read(this MeasuredKpi kpi, IReadOnlyList<KpiSpan> spans)
    {
        ArgumentNullException.ThrowIfNull(kpi);
        return Languages.Current == Languages.Chinese ? kpi.Chinese.Told(spans, chinese: true) : kpi.Definition.Told(spans);
    }

    /// <summary>The definition of a KPI that another slice counts, as some versions say, in the language of the page that is being written.</summary>
    public static KpiDefinition Read(this TalliedKpi kpi, IReadOnlyList<KpiSpan> spans)
    {
        ArgumentNullException.ThrowIfNull(kpi);
        return Languages.Current == Languages.Chinese ? kpi.Chinese.Told(spans, chinese: true) : kpi.Definition.Told(spans);
    }

    /// <summary>The definition of any KPI, as some versions say; in the language of the page, as far as it is written in it.</summary>
    public static KpiDefinition Read(string id, IReadOnlyList<KpiSpan> spans) =>
        CaseKpis.Find(id)?.Read(spans) ?? MeasuredKpis.Find(id)?.Read(spans) ?? TalliedKpis.Find(id)?.Read(spans) ?? KpiCatalogue.All.First(kpi => kpi.Id == id).Told(spans, Languages.Current == Languages.Chinese);

    /// <summary>A value of a KPI with its unit.</summary>
    public static string Value(string id, decimal value, Words words, string format = "0.##") =>
        CaseKpis.Find(id)?.Value(value, words) ?? value.ToString(format, CultureInfo.CurrentCulture) + (KpiCatalogue.NatureOf(id)?.Greatest == 100 ? "%" : "");

    /// <summary>What is to be reached.</summary>
    public static string Target(this Words words, KpiTarget target, Func<decimal, string> value)
    {
        ArgumentNullException.ThrowIfNull(words);
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(value);
        return words[target.Side switch { KpiTargetSide.AtLeast => "Kpi.AtLeast", KpiTargetSide.AtMost => "Kpi.AtMost" }, value(target.Value)];
    }

    /// <summary>A month of a chart, with the version that tells it and what that says is to be reached.</summary>
    public static LinePoint Point(this KpiDefinition definition, string month, decimal? value)
    {
        ArgumentNullException.ThrowIfNull(definition);
        var told = definition.Versions.LastOrDefault(version => version.ValidFrom is null || string.CompareOrdinal(version.ValidFrom, month) <= 0);
        return new(month, value, told?.Version, told?.Target);
    }

    /// <summary>What it is called in the language of the page that is being written.</summary>
    public static string Name(this KpiDefinition definition)
    {
        ArgumentNullException.ThrowIfNull(definition);
        return Languages.Current == Languages.Chinese ? definition.NameZh : definition.NameEn;
    }

    /// <summary>The version of a definition as answers and events carry it, with what follows of the rule that it goes by said in the reader's language.</summary>
    /// <param name="words">The texts.</param>
    /// <param name="version">For example <c>1, rule 2</c>.</param>
    public static string KpiVersion(this Words words, string version)
    {
        ArgumentNullException.ThrowIfNull(words);
        ArgumentNullException.ThrowIfNull(version);
        return version.Split(KpiCatalogue.ByRule) is [var own, var rule] ? words["Kpi.VersionByRule", own, rule] : version;
    }

    /// <summary>A value with its unit; a dash for none.</summary>
    public static string Value(this CaseKpi kpi, decimal? value, Words words)
    {
        ArgumentNullException.ThrowIfNull(kpi);
        ArgumentNullException.ThrowIfNull(words);
        return value is not { } number ? "–"
            : kpi.IsShare ? Percent(number, "0.00")
            : kpi.Factor >= 1 ? number.ToString("0.00", CultureInfo.CurrentCulture)
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
