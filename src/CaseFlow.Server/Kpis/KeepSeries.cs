using System.ComponentModel.DataAnnotations;
using CaseFlow.Access;
using CaseFlow.Complaints;
using CaseFlow.Kpis;
using CaseFlow.Server.Complaints;
using CaseFlow.Server.Definitions;
using CaseFlow.Server.Platform.Commands;
using CaseFlow.Server.Platform.Reading;
using CaseFlow.Server.Platform.Web;
using CaseFlow.Server.Tracing;

namespace CaseFlow.Server.Kpis;

/// <summary>A measure of a series to be defined.</summary>
public sealed record SeriesMeasureRequest
{
    /// <summary>Lower-case letters, digits and hyphens, for example <c>offered</c>.</summary>
    [Required]
    public string? Code { get; init; }

    /// <summary>Its name in Chinese.</summary>
    [Required]
    public string? Zh { get; init; }

    /// <summary>Its name in English.</summary>
    [Required]
    public string? En { get; init; }

    /// <summary>What it is to the other measures.</summary>
    [Required]
    public MeasureRole? Role { get; init; }

    /// <summary>In what it is told; Unstated where the source does not say.</summary>
    [Required]
    public MeasureUnit? Unit { get; init; }
}

/// <summary>Define a measured series.</summary>
public sealed record DefineSeriesRequest : CommandRequest
{
    /// <summary>Stable within the territory: lower-case letters, digits and hyphens.</summary>
    [Required]
    public string? Code { get; init; }

    /// <summary>The territory that the figures are of: a province, or a city.</summary>
    [Required]
    public RegionRequest? Region { get; init; }

    /// <summary>Its name in Chinese.</summary>
    [Required]
    public string? Zh { get; init; }

    /// <summary>Its name in English.</summary>
    [Required]
    public string? En { get; init; }

    /// <summary>What it is about.</summary>
    [Required]
    public SeriesSubject? Subject { get; init; }

    /// <summary>How long its periods are.</summary>
    [Required]
    public SeriesGrain? Grain { get; init; }

    /// <summary>Where the figures come from. Not sealed: it names no customer.</summary>
    [Required]
    public string? Source { get; init; }

    /// <summary>Its measures, at least one and at most twenty.</summary>
    [Required]
    public IReadOnlyList<SeriesMeasureRequest>? Measures { get; init; }
}

/// <summary>Note what the source says in words.</summary>
public sealed record NoteClaimRequest : CommandRequest
{
    /// <summary>A value, or a direction.</summary>
    [Required]
    public ClaimKind? Kind { get; init; }

    /// <summary>Of which measure.</summary>
    [Required]
    public string? Measure { get; init; }

    /// <summary>Of which period; left out for a direction.</summary>
    public string? Period { get; init; }

    /// <summary>The value that is said; left out for a direction.</summary>
    public decimal? Value { get; init; }

    /// <summary>The words. Not sealed: they name no customer.</summary>
    [Required]
    public string? Words { get; init; }
}

/// <summary>Cite a value as evidence for something that happened in a case.</summary>
public sealed record CiteValueRequest : CommandRequest
{
    /// <summary>The period of the value.</summary>
    [Required]
    public string? Period { get; init; }

    /// <summary>Its measure.</summary>
    [Required]
    public string? Measure { get; init; }

    /// <summary>The case.</summary>
    [Required]
    public Guid? Complaint { get; init; }

    /// <summary>When it happened.</summary>
    [Required]
    public DateTimeOffset? At { get; init; }

    /// <summary>How exactly that is known. To more than the value's period needs a note. (Not how exactly the citing is known: that is precision.)</summary>
    [Required]
    public CitedPrecision? AtPrecision { get; init; }

    /// <summary>Why the figure may stand for the moment although it is of a longer time. Not sealed: it names no customer.</summary>
    public string? Note { get; init; }
}

/// <summary>A use case: one command on one series.</summary>
public delegate Task<CommandOutcome> SeriesUseCase<in TRequest>(SeriesDesk desk, MeasuredSeriesId series, TRequest request, CommandContext context, CancellationToken cancellation);

/// <summary>Carries out commands on measured series.</summary>
public sealed class SeriesDesk(CommandShell shell, DefinitionBook definitions)
{
    /// <summary>What series stand under in the API's description.</summary>
    public const string Tag = "Measured series";

    private const int MostMeasures = 20;

    /// <summary>The series of a code in a territory.</summary>
    public static MeasuredSeriesId IdOf(Region region, string code) => MeasuredSeriesId.From(DeterministicId.From("measured_series", AccessScope.Code(AccessScope.ProvinceOf(region), AccessScope.CityOf(region)), code));

    /// <summary>Decides on a series.</summary>
    public Task<CommandOutcome> DecideAsync(MeasuredSeriesId series, CommandContext context, FieldErrors fields, Func<MeasuredSeries, Decision<MeasuredSeriesEvent>> decide, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(fields);
        return fields.Any ? Task.FromResult<CommandOutcome>(fields.Outcome) : shell.DecideAsync(Streams.MeasuredSeries, series.Value, context, decide, cancellation);
    }

    /// <summary>A period that a request names; what is wrong with it is noted.</summary>
    public static SeriesPeriod Period(FieldErrors fields, string field, string? text)
    {
        ArgumentNullException.ThrowIfNull(fields);
        var given = fields.Text(field, text, FieldErrors.ShortText);
        var period = SeriesPeriod.TryParse(given);
        if (period is null && given.Length > 0) fields.Add(field, FieldCodes.Malformed, $"{field} is a day (2011-06-30), a month (2011-06) or a quarter (2011-Q2).");
        return period ?? default;
    }

    /// <summary>A value that a request gives; what is wrong with it is noted.</summary>
    public static decimal Value(FieldErrors fields, string field, decimal? value)
    {
        ArgumentNullException.ThrowIfNull(fields);
        var given = fields.Value(field, value);
        if (Math.Abs(given) >= 1_000_000_000_000m || given.Scale > 6) fields.Add(field, FieldCodes.OutOfRange, $"{field} has at most twelve digits before the point and six behind it.");
        return given;
    }

    /// <summary>Defines a series.</summary>
    public async Task<(MeasuredSeriesId Series, CommandOutcome Outcome)> DefineAsync(DefineSeriesRequest request, CommandContext context, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(context);
        var fields = new FieldErrors();
        var code = fields.Text("code", request.Code, FieldErrors.ShortText);
        var region = RegionRequest.Read(request.Region, fields, await definitions.ListAsync(TermLists.Regions, cancellation));
        var (zh, en) = (fields.Text("zh", request.Zh, FieldErrors.ShortText), fields.Text("en", request.En, FieldErrors.ShortText));
        var (subject, grain) = (fields.Choice("subject", request.Subject), fields.Choice("grain", request.Grain));
        var source = fields.ClearText("source", request.Source);
        if (request.Measures is null) fields.Add("measures", FieldCodes.Required, "measures must be given.");
        if (request.Measures?.Count > MostMeasures) fields.Add("measures", FieldCodes.OutOfRange, FormattableString.Invariant($"measures has at most {MostMeasures} of them."));
        List<SeriesMeasure> measures = [.. (request.Measures ?? []).Take(MostMeasures).Select((measure, i) => Measure(fields, FormattableString.Invariant($"measures[{i}]"), measure))];
        var series = IdOf(region, code);
        if (fields.Any) return (series, fields.Outcome);
        if (!context.Scope.Covers(region)) return (series, CommandOutside.Of("region", context));
        var definition = new MeasuredSeriesDefined { Series = series, Code = code, Region = region, Zh = zh, En = en, Subject = subject, Grain = grain, Source = source, Measures = measures };
        return (series, await shell.CreateAsync(Streams.MeasuredSeries, series.Value, context, static _ => Task.FromResult(true), (state, _) => MeasuredSeriesDecisions.Define(state, new(definition)), cancellation));
    }

    /// <summary>Whether a case is there for whoever cites something for it.</summary>
    public async Task<bool> IsThereAsync(ComplaintId complaint, AccessScope scope, CancellationToken cancellation) =>
        (await shell.StateAsync(Streams.Complaint, complaint.Value, scope, cancellation)).Status != ComplaintStatus.Unregistered;

    /// <summary>Whether a series is there for whoever says something of it.</summary>
    public async Task<bool> IsThereAsync(MeasuredSeriesId series, AccessScope scope, CancellationToken cancellation) =>
        (await shell.StateAsync(Streams.MeasuredSeries, series.Value, scope, cancellation)).Definition is not null;

    private static SeriesMeasure Measure(FieldErrors fields, string path, SeriesMeasureRequest? request) => new(
        fields.Text($"{path}.code", request?.Code, FieldErrors.ShortText),
        fields.Text($"{path}.zh", request?.Zh, FieldErrors.ShortText),
        fields.Text($"{path}.en", request?.En, FieldErrors.ShortText),
        fields.Choice($"{path}.role", request?.Role),
        fields.Choice($"{path}.unit", request?.Unit));
}

/// <summary>What is done with series beside entering values.</summary>
public static class KeepingSeries
{
    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapPost("/series", (DefineSeriesRequest request, HttpContext http, SeriesDesk desk, CancellationToken cancellation) =>
                CommandRoutes.CreateAsync(http, request, async context =>
                {
                    var (series, outcome) = await desk.DefineAsync(request, context, cancellation);
                    return (series.Value, $"series/{series.Value}", outcome);
                }, cancellation))
            .DescribeCommand(Permission.KeepSeries, SeriesDesk.Tag, "Defines a measured series: what it is about, where, from which source, and what its measures mean to each other.", creates: true);
        api.MapSeriesCommand<NoteClaimRequest>("claims", "Notes what the source says in words, to hold its figures against.", NoteAsync);
        api.MapSeriesCommand<CiteValueRequest>("cite", "Cites a value as evidence in a case; a moment shorter than the value's period needs a note.", CiteAsync);
    }

    /// <summary>Maps <c>POST /api/series/{id}/{verb}</c>.</summary>
    public static RouteHandlerBuilder MapSeriesCommand<TRequest>(this IEndpointRouteBuilder api, string verb, string summary, SeriesUseCase<TRequest> handle)
        where TRequest : CommandRequest =>
        api.MapPost($"/series/{{id:guid}}/{verb}", (Guid id, TRequest request, HttpContext http, SeriesDesk desk, CancellationToken cancellation) =>
                CommandRoutes.CarryOutAsync(http, id, request, context => handle(desk, MeasuredSeriesId.From(id), request, context, cancellation), cancellation))
            .DescribeCommand(Permission.KeepSeries, SeriesDesk.Tag, summary);

    public static Task<CommandOutcome> NoteAsync(SeriesDesk desk, MeasuredSeriesId series, NoteClaimRequest request, CommandContext context, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(desk);
        ArgumentNullException.ThrowIfNull(request);
        var fields = new FieldErrors();
        var (kind, measure) = (fields.Choice("kind", request.Kind), fields.Text("measure", request.Measure, FieldErrors.ShortText));
        SeriesPeriod? period = string.IsNullOrWhiteSpace(request.Period) ? null : SeriesDesk.Period(fields, "period", request.Period);
        decimal? value = request.Value is null ? null : SeriesDesk.Value(fields, "value", request.Value);
        var words = fields.ClearText("words", request.Words);
        return desk.DecideAsync(series, context, fields, state => MeasuredSeriesDecisions.Note(state, new(kind, measure, period, value, words)), cancellation);
    }

    public static async Task<CommandOutcome> CiteAsync(SeriesDesk desk, MeasuredSeriesId series, CiteValueRequest request, CommandContext context, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(desk);
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(context);
        var fields = new FieldErrors();
        var (period, measure) = (SeriesDesk.Period(fields, "period", request.Period), fields.Text("measure", request.Measure, FieldErrors.ShortText));
        var (complaint, at) = (ComplaintId.From(fields.Value("complaint", request.Complaint)), fields.Value("at", request.At));
        var (precision, note) = (fields.Choice("atPrecision", request.AtPrecision), fields.OptionalClearText("note", request.Note));
        // Of a series that is not there nothing is said, of its cases neither.
        if (!fields.Any && await desk.IsThereAsync(series, context.Scope, cancellation) && !await desk.IsThereAsync(complaint, context.Scope, cancellation)) fields.Add("complaint", FieldCodes.NotThere, $"complaint: there is no such case in {context.Scope.Territory}.");
        var citation = new MeasuredValueCited { Period = $"{period}", Measure = measure, Complaint = complaint, At = at, Precision = precision, Note = note };
        return await desk.DecideAsync(series, context, fields, state => MeasuredSeriesDecisions.Cite(state, new(citation, period)), cancellation);
    }
}
