using CaseFlow.Definitions;

namespace CaseFlow.Kpis;

/// <summary>Define a series.</summary>
public sealed record DefineSeries(MeasuredSeriesDefined Definition);

/// <summary>Values of one period, to be entered.</summary>
public sealed record PeriodValues(SeriesPeriod Period, IReadOnlyList<MeasuredValue> Values, string? Note);

/// <summary>Enter values of some periods, all or none.</summary>
public sealed record RecordValues(IReadOnlyList<PeriodValues> Rows);

/// <summary>Put another value in the place of one.</summary>
public sealed record CorrectValue(SeriesPeriod Period, string Measure, decimal Value, string Reason);

/// <summary>Take a value back.</summary>
public sealed record WithdrawValue(SeriesPeriod Period, string Measure, string Reason);

/// <summary>Write down what the source says in words.</summary>
public sealed record NoteClaim(ClaimKind Kind, string Measure, SeriesPeriod? Period, decimal? Value, string Words);

/// <summary>Cite a value as evidence.</summary>
public sealed record CiteValue(MeasuredValueCited Citation, SeriesPeriod Period);

/// <summary>What may be done with a measured series.</summary>
public static class MeasuredSeriesDecisions
{
    public static Decision<MeasuredSeriesEvent> Define(MeasuredSeries series, DefineSeries command) => command.Definition switch
    {
        var asked when series.Definition is { } known => Same(known, asked) ? Decision.Nothing : MeasuredSeriesRefusals.CodeTaken,
        { Measures.Count: 0 } => MeasuredSeriesRefusals.NoMeasure,
        var asked when !TermCodes.IsWellFormed(asked.Code) || asked.Measures.Any(measure => !TermCodes.IsWellFormed(measure.Code)) => MeasuredSeriesRefusals.CodeMalformed,
        var asked when asked.Measures.DistinctBy(measure => measure.Code).Count() < asked.Measures.Count => MeasuredSeriesRefusals.MeasureTwice,
        var asked when asked.Measures.Where(measure => measure.Role != MeasureRole.Score).GroupBy(measure => measure.Role).Any(role => role.Count() > 1) => MeasuredSeriesRefusals.RoleTwice,
        var asked => asked,
    };

    public static Decision<MeasuredSeriesEvent> Record(MeasuredSeries series, RecordValues command) => series.Definition switch
    {
        null => MeasuredSeriesRefusals.Unknown,
        var known when command.Rows.Any(row => row.Period.Grain != known.Grain) => MeasuredSeriesRefusals.AnotherGrain,
        _ when command.Rows.SelectMany(row => row.Values).Any(value => !series.Has(value.Measure)) => MeasuredSeriesRefusals.MeasureUnknown,
        _ when command.Rows.SelectMany(row => row.Values).Any(value => value.Value < 0) => MeasuredSeriesRefusals.Negative,
        _ when Contradicts(series, command) => MeasuredSeriesRefusals.MeasuredAlready,
        _ => New(series, command) is { Length: > 0 } facts ? facts : Decision.Nothing,
    };

    public static Decision<MeasuredSeriesEvent> Correct(MeasuredSeries series, CorrectValue command) => series switch
    {
        { Definition: null } => MeasuredSeriesRefusals.Unknown,
        _ when series.Value($"{command.Period}", command.Measure) is not { } now => MeasuredSeriesRefusals.NotMeasured,
        _ when command.Value < 0 => MeasuredSeriesRefusals.Negative,
        _ when Equal(series.Value($"{command.Period}", command.Measure), command.Value) => Decision.Nothing,
        _ => new MeasuredValueCorrected($"{command.Period}", command.Measure, command.Value, command.Reason),
    };

    public static Decision<MeasuredSeriesEvent> Withdraw(MeasuredSeries series, WithdrawValue command) => series switch
    {
        { Definition: null } => MeasuredSeriesRefusals.Unknown,
        _ when !series.Values.TryGetValue(($"{command.Period}", command.Measure), out var value) => MeasuredSeriesRefusals.NotMeasured,
        _ when series.Value($"{command.Period}", command.Measure) is null => Decision.Nothing,
        _ => new MeasuredValueWithdrawn($"{command.Period}", command.Measure, command.Reason),
    };

    public static Decision<MeasuredSeriesEvent> Note(MeasuredSeries series, NoteClaim command)
    {
        var claim = new SourceClaimNoted(command.Kind, command.Measure, command.Period?.ToString(), command.Value, command.Words);
        return series.Definition switch
        {
            null => MeasuredSeriesRefusals.Unknown,
            _ when !series.Has(command.Measure) => MeasuredSeriesRefusals.MeasureUnknown,
            _ when command is { Kind: ClaimKind.Value, Period: null } or { Kind: ClaimKind.Value, Value: null } => MeasuredSeriesRefusals.ClaimIncomplete,
            _ when command is { Kind: not ClaimKind.Value, Period: not null } or { Kind: not ClaimKind.Value, Value: not null } => MeasuredSeriesRefusals.ClaimIncomplete,
            var known when command.Period is { } period && period.Grain != known.Grain => MeasuredSeriesRefusals.AnotherGrain,
            _ when series.Claims.Contains(claim) => Decision.Nothing,
            _ => claim,
        };
    }

    /// <summary>A figure of a day says little of one hour of it, and that of a month little of a day: then a note says why it may stand for it all the same.</summary>
    public static Decision<MeasuredSeriesEvent> Cite(MeasuredSeries series, CiteValue command) => series.Definition switch
    {
        null => MeasuredSeriesRefusals.Unknown,
        _ when series.Value($"{command.Period}", command.Citation.Measure) is null => MeasuredSeriesRefusals.NotMeasured,
        var known when IsFiner(command.Citation.Precision, known.Grain) && string.IsNullOrWhiteSpace(command.Citation.Note) => MeasuredSeriesRefusals.NoteMissing,
        _ when series.Citations.Contains(command.Citation) => Decision.Nothing,
        _ => command.Citation,
    };

    /// <summary>Whether a moment is known more exactly than the periods of a series tell it.</summary>
    public static bool IsFiner(CitedPrecision precision, SeriesGrain grain) => grain switch
    {
        SeriesGrain.Day => precision != CitedPrecision.Day,
        SeriesGrain.Month or SeriesGrain.Quarter => true,
    };

    private static bool Same(MeasuredSeriesDefined known, MeasuredSeriesDefined asked) =>
        known with { Measures = asked.Measures } == asked && known.Measures.SequenceEqual(asked.Measures);

    /// <summary>A value and one with more decimals were rounded otherwise, so that they are not the same.</summary>
    private static bool Equal(decimal? one, decimal other) => one == other && one?.Scale == other.Scale;

    private static bool Contradicts(MeasuredSeries series, RecordValues command) =>
        command.Rows.SelectMany(row => row.Values.Select(value => (Period: $"{row.Period}", value.Measure, value.Value))).Any(value => series.Value(value.Period, value.Measure) is { } known && !Equal(known, value.Value))
        || command.Rows.SelectMany(row => row.Values.Select(value => (row.Period, value.Measure))).GroupBy(cell => cell).Any(cell => cell.Count() > 1);

    private static MeasuredSeriesEvent[] New(MeasuredSeries series, RecordValues command) =>
    [
        .. command.Rows.Select(row => row with { Values = [.. row.Values.Where(value => series.Value($"{row.Period}", value.Measure) is null)] })
            .Where(row => row.Values.Count > 0).Select(row => new ValuesMeasured($"{row.Period}", row.Values, row.Note)),
    ];
}

/// <summary>Why a command on a measured series is refused.</summary>
public static class MeasuredSeriesRefusals
{
    public static readonly Refusal Unknown = new("series-unknown", "There is no such series.");
    public static readonly Refusal CodeTaken = new("series-code-taken", "Another series bears this code; correct its values, or take another code.");
    public static readonly Refusal CodeMalformed = new("series-code-malformed", "A code is lower-case letters, digits and hyphens.");
    public static readonly Refusal NoMeasure = new("series-without-measure", "A series has at least one measure.");
    public static readonly Refusal MeasureTwice = new("series-measure-twice", "Each measure stands in a series once.");
    public static readonly Refusal RoleTwice = new("series-role-twice", "Each role but that of a score stands in a series once; else nobody knows which numerator is which denominator's.");
    public static readonly Refusal MeasureUnknown = new("series-measure-unknown", "The series has no such measure.");
    public static readonly Refusal AnotherGrain = new("series-period-of-another-length", "The period is not as long as those of the series: a day (2011-06-30), a month (2011-06) or a quarter (2011-Q2).");
    public static readonly Refusal Negative = new("series-value-negative", "What is counted or rated is not below zero.");
    public static readonly Refusal MeasuredAlready = new("series-value-there", "There is another value already, or two in one sending; correct it, for a reason.");
    public static readonly Refusal NotMeasured = new("series-value-missing", "There is no such value.");
    public static readonly Refusal ClaimIncomplete = new("series-claim-incomplete", "A claim of a value names its period and the value; one of a direction names neither.");
    public static readonly Refusal NoteMissing = new("series-note-missing", "The figure is of a longer time than the moment that it is cited for; note why it may stand for it.");
}
