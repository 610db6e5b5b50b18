using CaseFlow.Definitions;
using CaseFlow.Server.Complaints;
using CaseFlow.Server.Definitions;
using CaseFlow.Server.Platform.Commands;
using CaseFlow.Server.Platform.Reading;
using CaseFlow.Tracing;

namespace CaseFlow.Server.Tracing;

/// <summary>A figure that can be told.</summary>
/// <param name="Kpi">The KPI's id.</param>
/// <param name="Scope">The territory.</param>
/// <param name="Topic">A topic with all below it; null for all.</param>
/// <param name="From">The first month.</param>
/// <param name="To">The last month.</param>
public sealed record AskedFigure(string Kpi, AccessScope Scope, string? Topic, DateOnly From, DateOnly To);

/// <summary>Tells the figures that effects are evaluated by, from the read models that answer everybody else.</summary>
public sealed class EffectMeasures(RepeatComplaintRates rates, ContactsPerCase contacts)
{
    /// <summary>The KPIs that an effect may be told by.</summary>
    public static IReadOnlyList<KpiDefinition> All { get; } = [KpiCatalogue.RepeatComplaintRate, KpiCatalogue.ContactsPerCase];

    /// <summary>Reads which figure is meant; null when something is wrong, which is noted.</summary>
    /// <param name="request">What is asked.</param>
    /// <param name="field">Where it stands in the request.</param>
    /// <param name="scope">Beyond which nothing is told.</param>
    /// <param name="territory">Where, when the request does not say.</param>
    /// <param name="fields">Where errors are noted.</param>
    public AskedFigure? Read(FigureRequest? request, string field, AccessScope scope, string territory, FieldErrors fields)
    {
        ArgumentNullException.ThrowIfNull(scope);
        ArgumentNullException.ThrowIfNull(fields);
        var kpi = fields.Text($"{field}.kpi", request?.Kpi, FieldErrors.ShortText);
        if (kpi.Length > 0 && All.All(one => one.Id != kpi)) fields.Add($"{field}.kpi", FieldCodes.OutOfRange, $"{field}.kpi is none of {string.Join(", ", All.Select(one => one.Id))}.");
        var where = AccessScope.TryParse(fields.OptionalText($"{field}.territory", request?.Territory, FieldErrors.ShortText) ?? territory);
        if (where is null) fields.Add($"{field}.territory", FieldCodes.Malformed, $"{field}.territory is all, a province (cn-js) or a city (cn-js.nanjing).");
        else if (!scope.Of(department: null).Includes(where)) fields.Add($"{field}.territory", FieldCodes.OutOfRange, $"{field}.territory lies beyond {scope.Territory}.");
        var topic = fields.OptionalText($"{field}.topic", request?.Topic, FieldErrors.ShortText);
        if (topic is not null && !TermCodes.IsWellFormed(topic)) fields.Add($"{field}.topic", FieldCodes.Malformed, $"{field}.topic is a code of the list of topics.");
        var months = Months($"{field}.", request?.From, request?.To, fields);
        return fields.Any || months is not var (from, to) ? null : new(kpi, where!, topic, from, to);
    }

    /// <summary>The months from one to another, or one alone; null when something is wrong, which is noted.</summary>
    public static (DateOnly From, DateOnly To)? Months(string field, string? from, string? to, FieldErrors fields)
    {
        ArgumentNullException.ThrowIfNull(fields);
        var first = Month($"{field}from", fields.Text($"{field}from", from, FieldErrors.ShortText), fields);
        var last = string.IsNullOrWhiteSpace(to) ? first : Month($"{field}to", to, fields);
        if (first > last || first?.AddMonths(KpiQuestion.MostMonths) <= last) fields.Add($"{field}from", FieldCodes.OutOfRange, $"{field}from is not later than {field}to, and they are at most {KpiQuestion.MostMonths} months apart.");
        return first is null || last is null ? null : (first.Value, last.Value);
    }

    /// <summary>What a figure is now, and under which definition.</summary>
    public async Task<FigureEvidence> TellAsync(AskedFigure asked, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(asked);
        var question = new KpiQuestion(asked.From, asked.To, [asked.Topic is null ? KpiDimension.Month : KpiDimension.Topic], asked.Topic?.Split('.').Length);
        var (version, figure) = asked.Kpi == KpiCatalogue.RepeatComplaintRate.Id ? await RepeatsAsync(asked, question, cancellation) : await ContactsAsync(asked, question, cancellation);
        return new(new(asked.Kpi, version, asked.Scope.Territory, asked.Topic, Iso.Month(asked.From), Iso.Month(asked.To)), figure);
    }

    /// <summary>What a figure that was asked for earlier is now, and under which definition.</summary>
    public Task<FigureEvidence> TellAsync(FigureQuestion question, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(question);
        var scope = AccessScope.TryParse(question.Territory) ?? throw new InvalidOperationException($"{question.Territory} was recorded as a territory.");
        return TellAsync(new AskedFigure(question.Kpi, scope, question.Topic, Iso.TryMonth(question.From)!.Value, Iso.TryMonth(question.To)!.Value), cancellation);
    }

    private async Task<(string Version, KpiFigure Figure)> RepeatsAsync(AskedFigure asked, KpiQuestion question, CancellationToken cancellation)
    {
        var answer = await rates.AskAsync(asked.Scope, question, cancellation);
        var rate = asked.Topic is null ? answer.Data.Total : answer.Data.Rows.FirstOrDefault(row => row.Topic == asked.Topic);
        return (answer.Data.Definition.Version, new(rate?.Rate, rate?.Numerator ?? 0, rate?.Denominator ?? 0, answer.Position, answer.AsOf));
    }

    private async Task<(string Version, KpiFigure Figure)> ContactsAsync(AskedFigure asked, KpiQuestion question, CancellationToken cancellation)
    {
        var answer = await contacts.AskAsync(asked.Scope, question, cancellation);
        var average = asked.Topic is null ? answer.Data.Total : answer.Data.Rows.FirstOrDefault(row => row.Topic == asked.Topic);
        return (answer.Data.Definition.Version, new(average?.Average, average?.Numerator ?? 0, average?.Denominator ?? 0, answer.Position, answer.AsOf));
    }

    private static DateOnly? Month(string field, string text, FieldErrors fields)
    {
        var month = Iso.TryMonth(text.Trim());
        if (month is null && text.Length > 0) fields.Add(field, FieldCodes.Malformed, $"{field} is a month, for example 2011-03.");
        return month;
    }
}
