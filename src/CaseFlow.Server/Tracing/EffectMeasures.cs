using System.Globalization;
using CaseFlow.Definitions;
using CaseFlow.Server.Complaints;
using CaseFlow.Server.Definitions;
using CaseFlow.Server.Kpis;
using CaseFlow.Server.Platform.Commands;
using CaseFlow.Server.Platform.Reading;
using CaseFlow.Server.Platform.Web;
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
public sealed class EffectMeasures(DefinitionBook book, RepeatComplaintRates rates, KpiFigures cases, TalliedFigures tallied, MeasuredKpiFigures measured)
{
    /// <summary>The KPIs that an effect may be told by: those with one value for some months of a territory, but for the KPIs of traces and meetings themselves.</summary>
    public static IReadOnlyList<KpiDefinition> All { get; } =
        [KpiCatalogue.RepeatComplaintRate, KpiCatalogue.ContactsPerCase, .. CaseKpis.All.Select(kpi => kpi.Definition), KpiCatalogue.ClockCompliance, .. MeasuredKpis.All.Select(kpi => kpi.Definition)];

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
        if (topic is not null && All.FirstOrDefault(one => one.Id == kpi) is { } told && !told.Dimensions.Contains(KpiDimension.Topic))
            fields.Add($"{field}.topic", FieldCodes.OutOfRange, $"{field}.topic is left out: {kpi} is not told by topic.");
        var months = Months($"{field}.", request?.From, request?.To, fields);
        return fields.Any || months is not var (from, to) ? null : new(kpi, where!, topic, from, to);
    }

    /// <summary>The months from one to another, or one alone; null when something is wrong, which is noted.</summary>
    public static (DateOnly From, DateOnly To)? Months(string field, string? from, string? to, FieldErrors fields)
    {
        ArgumentNullException.ThrowIfNull(fields);
        var first = Month($"{field}from", fields.Text($"{field}from", from, FieldErrors.ShortText), fields);
        var last = string.IsNullOrWhiteSpace(to) ? first : Month($"{field}to", to, fields);
        if (first > last) fields.Add($"{field}from", FieldCodes.Reversed, $"{field}from is not later than {field}to.");
        else if (first?.AddMonths(KpiQuestion.MostMonths) <= last) fields.Add($"{field}from", FieldCodes.PeriodTooLong, $"{field}from and {field}to are at most {KpiQuestion.MostMonths} months apart.");
        return first is null || last is null ? null : (first.Value, last.Value);
    }

    /// <summary>What a figure is now, and under which definition.</summary>
    /// <param name="asked">The figure.</param>
    /// <param name="actor">Who asks.</param>
    /// <param name="cancellation">Cancels the question.</param>
    /// <exception cref="ReplayUnavailableException">Several versions tell the months, and what they are under one of them is still being counted.</exception>
    public Task<FigureEvidence> TellAsync(AskedFigure asked, string actor, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(asked);
        return TellAsync(asked, version: null, actor, cancellation);
    }

    /// <summary>What a figure that was asked for earlier is now, under the definition by which it was told then, so that before and after mean the same.</summary>
    /// <exception cref="ReplayUnavailableException">Another version tells the months, and what they are under that one is still being counted.</exception>
    public Task<FigureEvidence> TellAsync(FigureQuestion question, string actor, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(question);
        var scope = AccessScope.TryParse(question.Territory) ?? throw new InvalidOperationException($"{question.Territory} was recorded as a territory.");
        return TellAsync(new AskedFigure(question.Kpi, scope, question.Topic, Iso.TryMonth(question.From)!.Value, Iso.TryMonth(question.To)!.Value), question.KpiVersion, actor, cancellation);
    }

    private async Task<FigureEvidence> TellAsync(AskedFigure asked, string? version, string actor, CancellationToken cancellation)
    {
        var question = new KpiQuestion(asked.From, asked.To, [asked.Topic is null ? KpiDimension.Month : KpiDimension.Topic], asked.Topic?.Split('.').Length);
        var (told, figure) = CaseKpis.Find(asked.Kpi) is { } counted ? await CasesAsync(counted, asked, question, version, actor, cancellation)
            : MeasuredKpis.Find(asked.Kpi) is { } measure ? await MeasuredAsync(measure, asked, question, cancellation)
            : asked.Kpi == KpiCatalogue.RepeatComplaintRate.Id ? await RepeatsAsync(asked, question, cancellation)
            : await TalliedAsync(TalliedKpis.Find(asked.Kpi)!, asked, question, cancellation);
        // Versions of these change names and targets, but nothing in what is counted.
        if (version is not null && (MeasuredKpis.Find(asked.Kpi) is not null || TalliedKpis.Find(asked.Kpi) is not null)) told = version;
        return new(new(asked.Kpi, told, asked.Scope.Territory, asked.Topic, Iso.Month(asked.From), Iso.Month(asked.To)), figure);
    }

    private async Task<(string Version, KpiFigure Figure)> RepeatsAsync(AskedFigure asked, KpiQuestion question, CancellationToken cancellation)
    {
        var answer = await rates.AskAsync(asked.Scope, question, cancellation);
        var rate = asked.Topic is null ? answer.Data.Total : answer.Data.Rows.FirstOrDefault(row => row.Topic == asked.Topic);
        return (answer.Data.Definition.Version, new(rate?.Rate, rate?.Numerator ?? 0, rate?.Denominator ?? 0, answer.Position, answer.AsOf));
    }

    /// <summary>All months under one version: the one asked for, else the one that tells the last month.</summary>
    private async Task<(string Version, KpiFigure Figure)> CasesAsync(CaseKpi kpi, AskedFigure asked, KpiQuestion question, string? version, string actor, CancellationToken cancellation)
    {
        var spans = await book.SpansAsync(asked.Kpi, asked.From, asked.To, cancellation);
        int? inForce = spans is [.., var last] ? last.Definition.Version : null;
        var under = int.TryParse(version, CultureInfo.InvariantCulture, out var planned) ? planned : inForce;
        var replay = under is { } number && spans.Any(span => span.Definition.Version != number) ? await cases.ReplayAsync(kpi, number, point: null, after: 0, actor, cancellation) : null;
        var answer = await cases.AskAsync(kpi, asked.Scope, question, cancellation, replay);
        var value = asked.Topic is null ? answer.Data.Total : answer.Data.Rows.FirstOrDefault(row => row.Topic == asked.Topic);
        return (under?.ToString(CultureInfo.InvariantCulture) ?? kpi.Definition.Version, new(value?.Value, value?.Numerator ?? 0, value?.Denominator ?? 0, answer.Position, answer.AsOf));
    }

    private async Task<(string Version, KpiFigure Figure)> TalliedAsync(TalliedKpi kpi, AskedFigure asked, KpiQuestion question, CancellationToken cancellation)
    {
        var asker = new Asker(asked.Scope, Caller.Unrestricted(asked.Kpi));
        var told = await book.TellAsync(kpi.Definition, asked.From, asked.To, cancellation);
        if (asked.Topic is not null)
        {
            var broken = await tallied.BrokenAsync(kpi, asker, question, point: null, cancellation);
            return Figure(broken.Data.FirstOrDefault(one => one.Of.Topic == asked.Topic).Value, broken.Position, broken.AsOf);
        }

        var answer = await tallied.AskAsync(kpi, asker, question, point: null, cancellation);
        return Figure(answer.Data.Total, answer.Position, answer.AsOf);

        (string, KpiFigure) Figure(TalliedValue? value, long position, DateTimeOffset? asOf) =>
            (told.Version, new(value?.Value, value?.Numerator ?? 0, value?.Denominator ?? 0, position, asOf));
    }

    /// <remarks>Numerator and denominator may be reckoned from printed rates; they are told as whole numbers, the value is not.</remarks>
    private async Task<(string Version, KpiFigure Figure)> MeasuredAsync(MeasuredKpi kpi, AskedFigure asked, KpiQuestion question, CancellationToken cancellation)
    {
        var answer = await measured.AskAsync(kpi, new(asked.Scope, Caller.Unrestricted(asked.Kpi)), question, point: null, cancellation);
        var total = answer.Data.Total;
        return (answer.Data.Definition.Version, new(total.Value, Whole(total.Numerator), Whole(total.Denominator), answer.Position, answer.AsOf));

        static long Whole(decimal? number) => (long)decimal.Round(number ?? 0, MidpointRounding.AwayFromZero);
    }

    private static DateOnly? Month(string field, string text, FieldErrors fields)
    {
        var month = Iso.TryMonth(text.Trim());
        if (month is null && text.Length > 0) fields.Add(field, FieldCodes.Malformed, $"{field} is a month, for example 2011-03.");
        return month;
    }
}
