using CaseFlow.Server.Definitions;
using CaseFlow.Server.Platform.Commands;
using CaseFlow.Server.Platform.Reading;
using CaseFlow.Server.Platform.Web;
using CaseFlow.Server.Platform.Web.Forms;
using Microsoft.AspNetCore.WebUtilities;

namespace CaseFlow.Server.Kpis;

/// <summary>The months that a page of KPIs is about, as its address says them.</summary>
public static class KpiPeriod
{
    /// <summary>Reads the months; where something is wrong, the usual ones are asked for and the errors named.</summary>
    public static (KpiQuestion Question, IReadOnlyList<FieldError> Errors) Read(KpiDefinition definition, string? from, string? to, DateTimeOffset now)
    {
        var errors = new FieldErrors();
        var question = KpiQuestion.Of(definition, Month(from, "firstMonth", errors), Month(to, "lastMonth", errors), [], topicLevel: null, errors, ReportingZone.Operator, now);
        return errors.Any
            ? (KpiQuestion.Of(definition, from: null, to: null, [], topicLevel: null, new(), ReportingZone.Operator, now), [.. errors.Outcome.Errors.Select(error => error with { Field = error.Field == "from" ? "firstMonth" : error.Field })])
            : (question, []);
    }

    /// <summary>The fields of the months, and others behind them.</summary>
    public static FormModel Form(Words words, IEnumerable<FormField> others)
    {
        ArgumentNullException.ThrowIfNull(words);
        return new([FormField.Text("firstMonth", optional: true), FormField.Text("lastMonth", optional: true), .. others]);
    }

    /// <summary>Another page about the same months.</summary>
    public static string Path(string page, string? from, string? to) =>
        QueryHelpers.AddQueryString(page, new Dictionary<string, string?> { ["from"] = from, ["to"] = to }.Where(pair => pair.Value is not null));

    private static DateOnly? Month(string? text, string field, FieldErrors errors)
    {
        if (string.IsNullOrWhiteSpace(text)) return null;
        var month = Iso.TryMonth(text.Trim());
        if (month is null) errors.Add(field, FieldCodes.Malformed, $"{field} is a month, for example 2011-03.");
        return month;
    }
}
