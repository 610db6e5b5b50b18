using System.ComponentModel.DataAnnotations;
using CaseFlow.Kpis;
using CaseFlow.Server.Platform.Commands;
using CaseFlow.Server.Tracing;

namespace CaseFlow.Server.Kpis;

/// <summary>A value to be entered.</summary>
public sealed record MeasuredValueRequest
{
    /// <summary>The measure's code.</summary>
    [Required]
    public string? Measure { get; init; }

    /// <summary>The value, with the decimals that were printed.</summary>
    [Required]
    public decimal? Value { get; init; }

    /// <summary>Printed when left out; Derived for what was worked out from other figures.</summary>
    public ValueOrigin? Origin { get; init; }
}

/// <summary>The values of a period.</summary>
public sealed record PeriodValuesRequest
{
    /// <summary>A day (2011-06-30), a month (2011-06) or a quarter (2011-Q2), as the series has them.</summary>
    [Required]
    public string? Period { get; init; }

    /// <summary>Its values; what is left out stays a gap.</summary>
    [Required]
    public IReadOnlyList<MeasuredValueRequest>? Values { get; init; }

    /// <summary>What is to be known of them. Not sealed: it names no customer.</summary>
    public string? Note { get; init; }
}

/// <summary>Enter values of some periods, all or none: as rows, or as a table in CSV.</summary>
public sealed record EnterValuesRequest : CommandRequest
{
    /// <summary>The rows, at most 1,000.</summary>
    public IReadOnlyList<PeriodValuesRequest>? Rows { get; init; }

    /// <summary>Instead of rows: a heading with <c>period</c>, the codes of measures and, where it has one, <c>note</c>, and a line for each period, divided by commas, semicolons or tabs.</summary>
    public string? Csv { get; init; }

    /// <summary>Whether the values of the table were printed or worked out; printed when left out.</summary>
    public ValueOrigin? Origin { get; init; }
}

/// <summary>Put another value in the place of one.</summary>
public sealed record CorrectValueRequest : CommandRequest
{
    /// <summary>Its period.</summary>
    [Required]
    public string? Period { get; init; }

    /// <summary>Its measure.</summary>
    [Required]
    public string? Measure { get; init; }

    /// <summary>The value that it should be.</summary>
    [Required]
    public decimal? Value { get; init; }

    /// <summary>Why. Not sealed: it names no customer.</summary>
    [Required]
    public string? Reason { get; init; }
}

/// <summary>Take a value back, so that its period is a gap.</summary>
public sealed record WithdrawValueRequest : CommandRequest
{
    /// <summary>Its period.</summary>
    [Required]
    public string? Period { get; init; }

    /// <summary>Its measure.</summary>
    [Required]
    public string? Measure { get; init; }

    /// <summary>Why. Not sealed: it names no customer.</summary>
    [Required]
    public string? Reason { get; init; }
}

/// <summary>Values of series: entered, corrected, withdrawn.</summary>
public static class EnteringValues
{
    /// <summary>More rows are sent in parts.</summary>
    public const int MostRows = 1_000;

    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapSeriesCommand<EnterValuesRequest>("values", "Enters values of some periods, all or none; what is wrong is named by row and field, or by line and column.", EnterAsync);
        api.MapSeriesCommand<CorrectValueRequest>("correct", "Puts another value in the place of one, for a reason; the one before stays in the history.", CorrectAsync);
        api.MapSeriesCommand<WithdrawValueRequest>("withdraw", "Takes a value back, for a reason, so that its period is a gap.", WithdrawAsync);
    }

    public static Task<CommandOutcome> EnterAsync(SeriesDesk desk, MeasuredSeriesId series, EnterValuesRequest request, CommandContext context, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(desk);
        ArgumentNullException.ThrowIfNull(request);
        var fields = new FieldErrors();
        var origin = fields.OptionalChoice("origin", request.Origin) ?? ValueOrigin.Printed;
        if (request.Rows is null == string.IsNullOrWhiteSpace(request.Csv)) fields.Add("rows", FieldCodes.OutOfRange, "rows or csv is given, one of the two.");
        IReadOnlyList<PeriodValues> rows = request.Rows is not null ? Rows(fields, request.Rows) : fields.Any ? [] : SeriesCsv.Read(request.Csv!, origin, fields);
        return desk.DecideAsync(series, context, fields, state => MeasuredSeriesDecisions.Record(state, new(rows)), cancellation);
    }

    public static Task<CommandOutcome> CorrectAsync(SeriesDesk desk, MeasuredSeriesId series, CorrectValueRequest request, CommandContext context, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(desk);
        ArgumentNullException.ThrowIfNull(request);
        var fields = new FieldErrors();
        var (period, measure) = (SeriesDesk.Period(fields, "period", request.Period), fields.Text("measure", request.Measure, FieldErrors.ShortText));
        var (value, reason) = (SeriesDesk.Value(fields, "value", request.Value), fields.ClearText("reason", request.Reason));
        return desk.DecideAsync(series, context, fields, state => MeasuredSeriesDecisions.Correct(state, new(period, measure, value, reason)), cancellation);
    }

    public static Task<CommandOutcome> WithdrawAsync(SeriesDesk desk, MeasuredSeriesId series, WithdrawValueRequest request, CommandContext context, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(desk);
        ArgumentNullException.ThrowIfNull(request);
        var fields = new FieldErrors();
        var (period, measure) = (SeriesDesk.Period(fields, "period", request.Period), fields.Text("measure", request.Measure, FieldErrors.ShortText));
        var reason = fields.ClearText("reason", request.Reason);
        return desk.DecideAsync(series, context, fields, state => MeasuredSeriesDecisions.Withdraw(state, new(period, measure, reason)), cancellation);
    }

    private static List<PeriodValues> Rows(FieldErrors fields, IReadOnlyList<PeriodValuesRequest> rows)
    {
        if (rows.Count is 0 or > MostRows) fields.Add("rows", FieldCodes.OutOfRange, FormattableString.Invariant($"rows has 1 to {MostRows} of them."));
        return
        [
            .. rows.Take(MostRows).Select((row, i) =>
            {
                var path = FormattableString.Invariant($"rows[{i}]");
                if (row?.Values is not { Count: > 0 }) fields.Add($"{path}.values", FieldCodes.Required, $"{path}.values must be given.");
                return new PeriodValues(
                    SeriesDesk.Period(fields, $"{path}.period", row?.Period),
                    [.. (row?.Values ?? []).Take(MostRows).Select((value, j) => Value(fields, FormattableString.Invariant($"{path}.values[{j}]"), value))],
                    fields.OptionalClearText($"{path}.note", row?.Note));
            }),
        ];
    }

    private static MeasuredValue Value(FieldErrors fields, string path, MeasuredValueRequest? value) => new(
        fields.Text($"{path}.measure", value?.Measure, FieldErrors.ShortText),
        SeriesDesk.Value(fields, $"{path}.value", value?.Value),
        fields.OptionalChoice($"{path}.origin", value?.Origin) ?? ValueOrigin.Printed);
}
