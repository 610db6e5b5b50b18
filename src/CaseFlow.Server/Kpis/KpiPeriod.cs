using CaseFlow.EventStore;
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

    /// <summary>The day or moment that a page is asked as of; null for now. What is wrong with it is told as an error of the field <c>asOf</c>.</summary>
    public static (ReplayPoint? Point, IReadOnlyList<FieldError> Errors) ReadPoint(string? typed, DateTimeOffset now)
    {
        if (string.IsNullOrWhiteSpace(typed)) return (null, []);
        var errors = new FieldErrors();
        // The desk writes a moment without its offset, in its own zone.
        var moment = DeskTime.TryRead(typed) is { Precision: not OccurrencePrecision.Day } read ? Iso.Time(read.At) : typed.Trim();
        var point = ReplayPoint.Of(moment, position: null, errors, now);
        return errors.Any ? (null, errors.Outcome.Errors) : (point, []);
    }

    /// <summary>Asks again while the replay behind a question is on its way: a page shows that it waits, and may wait longer than a request.</summary>
    /// <exception cref="ReplayUnavailableException">The replay failed, or there are too many.</exception>
    public static async Task<T> PatientlyAsync<T>(Func<Task<T>> ask)
    {
        ArgumentNullException.ThrowIfNull(ask);
        while (true)
        {
            try
            {
                return await ask();
            }
            catch (ReplayUnavailableException waiting) when (waiting.Code == ProblemCodes.ReplayNotReady)
            {
            }
        }
    }

    /// <summary>The text of what a replay could not be asked for.</summary>
    public static string Trouble(ReplayUnavailableException fault)
    {
        ArgumentNullException.ThrowIfNull(fault);
        return fault.Code == ProblemCodes.TooManyReplays ? "Replay.TooMany" : "Replay.Failed";
    }

    /// <summary>The field of the day that a page is asked as of.</summary>
    public static FormField AsOf => FormField.Text("asOf", optional: true) with { Marked = false, Hint = "Form.AsOfHint" };

    /// <summary>The field of the version of the definition that all months are told under.</summary>
    public static FormField Definition => new("definition", FieldKind.Number) { Optional = true, Marked = false, Hint = "Form.DefinitionHint" };

    /// <summary>The version that a page is asked under; null for the one that is valid for each month.</summary>
    public static (int? Version, IReadOnlyList<FieldError> Errors) ReadDefinition(string? typed, int latest)
    {
        if (string.IsNullOrWhiteSpace(typed)) return (null, []);
        return int.TryParse(typed, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var version) && version >= 1 && version <= latest
            ? (version, [])
            : (null, [new("definition", FieldCodes.OutOfRange, FormattableString.Invariant($"definition is 1 to {latest}."))]);
    }

    /// <summary>The fields of the months, and others behind them.</summary>
    public static FormModel Form(Words words, IEnumerable<FormField> others)
    {
        ArgumentNullException.ThrowIfNull(words);
        return new([FormField.Text("firstMonth", optional: true), FormField.Text("lastMonth", optional: true), .. others]);
    }

    /// <summary>Another page about the same months.</summary>
    public static string Path(string page, string? from, string? to, string? asOf = null, TopicTree tree = TopicTree.AsRecorded, string? definition = null) =>
        QueryHelpers.AddQueryString(page, new Dictionary<string, string?> { ["from"] = from, ["to"] = to, ["asOf"] = asOf, ["tree"] = Written(tree), ["definition"] = definition }.Where(pair => !string.IsNullOrEmpty(pair.Value)));

    /// <summary>The page that explains why the repeat-complaint rate of some months is another one than when the event at a position had been recorded.</summary>
    public static string Explained((string From, string To) months, long position) => QueryHelpers.AddQueryString("/kpis/repeat-complaint-rate/comparison", new Dictionary<string, string?>
    {
        ["from"] = months.From, ["to"] = months.To, ["asOf"] = FormattableString.Invariant($"#{position},{Complaints.ComparedMoment.Now}"),
    });

    /// <summary>The page that explains between two values of a KPI over cases.</summary>
    /// <param name="kpi">The KPI.</param>
    /// <param name="months">The months.</param>
    /// <param name="definition">One or two versions, with a comma; null for the ones in force.</param>
    /// <param name="asOf">One or two moments, with a comma; null for now.</param>
    public static string Difference(string kpi, (string? From, string? To) months, string? definition, string? asOf) => Path($"/kpis/{kpi}/difference", months.From, months.To, asOf, definition: definition);

    /// <summary>The page of the cases behind a number.</summary>
    /// <param name="kpi">The KPI.</param>
    /// <param name="months">The months that the number is of.</param>
    /// <param name="part">The part of it.</param>
    /// <param name="of">What the number is of beside the months.</param>
    /// <param name="asOf">As of when it was told; null for now.</param>
    /// <param name="tree">Under which tree of topics it was told.</param>
    /// <param name="definition">Under which version of the definition it was told; null for the one that is valid for each month.</param>
    public static string Cases(string kpi, (string From, string To) months, KpiPart part, KpiKey of, string? asOf, TopicTree tree = TopicTree.AsRecorded, string? definition = null)
    {
        ArgumentNullException.ThrowIfNull(of);
        return QueryHelpers.AddQueryString($"/kpis/{kpi}/cases", new Dictionary<string, string?>
        {
            ["from"] = of.Month ?? months.From, ["to"] = of.Month ?? months.To, ["part"] = part.ToString(), ["place"] = of.City ?? of.Region, ["topic"] = of.Topic, ["source"] = of.Source, ["asOf"] = asOf, ["tree"] = Written(tree), ["definition"] = definition,
        }.Where(pair => !string.IsNullOrEmpty(pair.Value)));
    }

    /// <summary>The page of what a number of a KPI is made of that is none over cases.</summary>
    /// <param name="kpi">The KPI.</param>
    /// <param name="months">The months that the number is of.</param>
    /// <param name="part">The part of it.</param>
    /// <param name="asOf">As of when it was told; null for now.</param>
    /// <param name="of">What else it is of: <c>name</c>, <c>topic</c>, <c>channel</c>, <c>place</c>.</param>
    public static string Items(string kpi, (string From, string To) months, KpiPart part, string? asOf, params ReadOnlySpan<(string Field, string? Value)> of) =>
        QueryHelpers.AddQueryString(
            Path($"/kpis/{kpi}/items", months.From, months.To, asOf),
            new Dictionary<string, string?>(of.ToArray().Select(one => KeyValuePair.Create(one.Field, one.Value)).Prepend(new("part", part.ToString())).Where(pair => !string.IsNullOrEmpty(pair.Value))));

    /// <summary>The tree that an address says.</summary>
    public static TopicTree Tree(string? written) => Enum.TryParse<TopicTree>(written, out var tree) && Enum.IsDefined(tree) ? tree : TopicTree.AsRecorded;

    /// <summary>The tree as an address says it; the usual one is not written.</summary>
    private static string? Written(TopicTree tree) => tree switch { TopicTree.AsRecorded => null, TopicTree.Today => nameof(TopicTree.Today) };

    private static DateOnly? Month(string? text, string field, FieldErrors errors)
    {
        if (string.IsNullOrWhiteSpace(text)) return null;
        var month = Iso.TryMonth(text.Trim());
        if (month is null) errors.Add(field, FieldCodes.Malformed, $"{field} is a month, for example 2011-03.");
        return month;
    }
}
