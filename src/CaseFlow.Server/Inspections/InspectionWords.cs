using System.Globalization;
using CaseFlow.Inspections;
using CaseFlow.Server.Definitions;
using CaseFlow.Server.Platform.Web;

namespace CaseFlow.Server.Inspections;

/// <summary>What stands on the pages of inspections, in the reader's language.</summary>
public static class InspectionWords
{
    /// <summary>A name in the reader's language.</summary>
    public static string Name(string zh, string en) => Languages.Current == Languages.Chinese ? zh : en;

    /// <summary>What a part of the cases is called.</summary>
    public static string Stratum(Stratification by, string code, TermNames names, Words words)
    {
        ArgumentNullException.ThrowIfNull(names);
        ArgumentNullException.ThrowIfNull(words);
        return by switch
        {
            Stratification.Nothing => words["Inspection.AllCases"],
            Stratification.City => names[TermLists.Regions, code],
            Stratification.Channel => names[TermLists.Channels, code],
            Stratification.Topic => names[TermLists.Topics, code],
            Stratification.Handler => code.Length == 0 ? words["Inspection.NoHandler"] : code,
        };
    }

    /// <summary>A period, by its first and its last day.</summary>
    public static string Period(SampleRule rule, Words words)
    {
        ArgumentNullException.ThrowIfNull(rule);
        ArgumentNullException.ThrowIfNull(words);
        return words["Inspection.Period", DeskTime.Day(rule.From), DeskTime.Day(rule.Before.AddTicks(-1))];
    }

    /// <summary>A share in per cent, with its interval.</summary>
    public static string Interval(ShareOf share, Words words)
    {
        ArgumentNullException.ThrowIfNull(share);
        ArgumentNullException.ThrowIfNull(words);
        return share.Share is null ? "–" : words["Inspection.Interval", Percent(share.Share), Percent(share.Low), Percent(share.High)];
    }

    /// <summary>A share in per cent.</summary>
    public static string Percent(double? share) => share is { } some ? (100 * some).ToString("0.0", CultureInfo.CurrentCulture) : "–";

    /// <summary>A number with so many decimals.</summary>
    public static string Number(double? number, string format) => number is { } some ? some.ToString(format, CultureInfo.CurrentCulture) : "–";

    /// <summary>A number as SVG takes it.</summary>
    public static string Svg(double number) => number.ToString("0.##", CultureInfo.InvariantCulture);

    /// <summary>What so many points are called.</summary>
    public static string Points(Criterion criterion, int? points, Words words)
    {
        ArgumentNullException.ThrowIfNull(criterion);
        ArgumentNullException.ThrowIfNull(words);
        return points is not { } given ? words["Inspection.NotApplicable"]
            : criterion.Kind == CriterionKind.YesNo ? words[given > 0 ? "Form.Yes" : "Form.No"]
            : words["Inspection.PointsOf", given, criterion.Top];
    }
}
