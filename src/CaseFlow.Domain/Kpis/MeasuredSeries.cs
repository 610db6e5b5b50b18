using System.Collections.Immutable;
using System.Diagnostics;
using System.Text.Json.Serialization;
using CaseFlow.Complaints;

namespace CaseFlow.Kpis;

/// <summary>A series of figures that were measured outside of the cases, from its definition on.</summary>
[JsonConverter(typeof(IdentifierConverter<MeasuredSeriesId>))]
public readonly record struct MeasuredSeriesId(Guid Value) : IIdentifier<MeasuredSeriesId>
{
    public static MeasuredSeriesId From(Guid value) => new(value);
}

/// <summary>What a series is about. Key figures look for the series of their subject.</summary>
public enum SeriesSubject { RepeatComplaints, Satisfaction, HotlineCalls, Customers, Other }

/// <summary>What a measure is to the others of its series: rate = numerator / denominator, ratio = denominator / average of the month.</summary>
public enum MeasureRole { Numerator, Denominator, Rate, MonthAverage, RatioToAverage, Score }

/// <summary>In what a measure is told; unstated where the source does not say.</summary>
public enum MeasureUnit { Unstated, Number, Percent, PerTenThousand, Points, Times }

/// <summary>Whether the source printed a value, or whoever entered it worked it out.</summary>
public enum ValueOrigin { Printed, Derived }

/// <summary>What a source says in words: a value, or which way a measure goes.</summary>
public enum ClaimKind { Value, Falling, Rising }

/// <summary>How exactly the moment is known that a figure is cited for.</summary>
public enum CitedPrecision { Day, Hour, Minute }

/// <summary>A column of a series.</summary>
/// <param name="Code">Lower case, for example <c>offered</c>.</param>
/// <param name="Zh">Its name in Chinese.</param>
/// <param name="En">Its name in English.</param>
/// <param name="Role">What it is to the others.</param>
/// <param name="Unit">In what it is told.</param>
public sealed record SeriesMeasure(string Code, string Zh, string En, MeasureRole Role, MeasureUnit Unit);

/// <summary>A value of one measure.</summary>
/// <param name="Measure">The measure's code.</param>
/// <param name="Value">The value, with as many decimals as were printed: they say how it was rounded.</param>
/// <param name="Origin">Whether it was printed or worked out.</param>
public sealed record MeasuredValue(string Measure, decimal Value, ValueOrigin Origin);

/// <summary>A fact about a measured series. Its texts are not sealed, for they are about no customer.</summary>
public abstract record MeasuredSeriesEvent;

/// <summary>A series was defined: what it is about, where, from which source, and what its measures mean to each other.</summary>
public sealed record MeasuredSeriesDefined : MeasuredSeriesEvent
{
    public required MeasuredSeriesId Series { get; init; }

    /// <summary>Stable, for example <c>js-hotline-2011</c>.</summary>
    public required string Code { get; init; }
    public required Region Region { get; init; }

    /// <summary>Its name in Chinese.</summary>
    public required string Zh { get; init; }

    /// <summary>Its name in English.</summary>
    public required string En { get; init; }
    public required SeriesSubject Subject { get; init; }

    /// <summary>How long its periods are.</summary>
    public required SeriesGrain Grain { get; init; }

    /// <summary>Where the figures come from, as one would cite it.</summary>
    public required string Source { get; init; }
    public required IReadOnlyList<SeriesMeasure> Measures { get; init; }
}

/// <summary>Values of one period were entered.</summary>
/// <param name="Period">A day, month or quarter, by the grain of the series.</param>
/// <param name="Values">Those that were not there before.</param>
/// <param name="Note">What is to be known of them.</param>
public sealed record ValuesMeasured(string Period, IReadOnlyList<MeasuredValue> Values, string? Note) : MeasuredSeriesEvent;

/// <summary>A value was entered wrongly or restated by its source; the one before stays in the history.</summary>
public sealed record MeasuredValueCorrected(string Period, string Measure, decimal Value, string Reason) : MeasuredSeriesEvent;

/// <summary>A value is no value any more, so that its period is a gap.</summary>
public sealed record MeasuredValueWithdrawn(string Period, string Measure, string Reason) : MeasuredSeriesEvent;

/// <summary>The source says something of a measure in words, which its figures can be held against.</summary>
/// <param name="Kind">What it says.</param>
/// <param name="Measure">Of which measure.</param>
/// <param name="Period">Of which period; none for a direction.</param>
/// <param name="Value">The value that is said; none for a direction.</param>
/// <param name="Words">The words.</param>
public sealed record SourceClaimNoted(ClaimKind Kind, string Measure, string? Period, decimal? Value, string Words) : MeasuredSeriesEvent;

/// <summary>A value was cited as evidence for something that happened in a case.</summary>
public sealed record MeasuredValueCited : MeasuredSeriesEvent
{
    public required string Period { get; init; }
    public required string Measure { get; init; }

    /// <summary>The case.</summary>
    public required ComplaintId Complaint { get; init; }

    /// <summary>When it happened.</summary>
    public required DateTimeOffset At { get; init; }
    public required CitedPrecision Precision { get; init; }

    /// <summary>Why the figure may stand for it although its period is longer than the moment.</summary>
    public string? Note { get; init; }
}

/// <summary>Only what later decisions ask of a series.</summary>
public sealed record MeasuredSeries
{
    public static readonly MeasuredSeries Undefined = new();

    public MeasuredSeriesDefined? Definition { get; private init; }

    /// <summary>The values, by period and measure; null where one was withdrawn.</summary>
    public ImmutableDictionary<(string Period, string Measure), decimal?> Values { get; private init; } = ImmutableDictionary<(string, string), decimal?>.Empty;

    public ImmutableHashSet<SourceClaimNoted> Claims { get; private init; } = [];
    public ImmutableHashSet<MeasuredValueCited> Citations { get; private init; } = [];

    /// <summary>The value of a measure; null where there is none.</summary>
    public decimal? Value(string period, string measure) => Values.GetValueOrDefault((period, measure));

    /// <summary>Whether the series has such a measure.</summary>
    public bool Has(string measure) => Definition?.Measures.Any(one => one.Code == measure) == true;

    public static MeasuredSeries Evolve(MeasuredSeries series, MeasuredSeriesEvent @event)
    {
        ArgumentNullException.ThrowIfNull(series);
        return @event switch
        {
            MeasuredSeriesDefined e => series with { Definition = e },
            ValuesMeasured e => series with { Values = series.Values.SetItems(e.Values.Select(value => KeyValuePair.Create((e.Period, value.Measure), (decimal?)value.Value))) },
            MeasuredValueCorrected e => series with { Values = series.Values.SetItem((e.Period, e.Measure), e.Value) },
            MeasuredValueWithdrawn e => series with { Values = series.Values.SetItem((e.Period, e.Measure), null) },
            SourceClaimNoted e => series with { Claims = series.Claims.Add(e) },
            MeasuredValueCited e => series with { Citations = series.Citations.Add(e) },
            _ => throw new UnreachableException(@event?.GetType().Name),
        };
    }
}
