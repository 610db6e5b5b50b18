namespace CaseFlow.Kpis;

/// <summary>A value of a series as it stands.</summary>
/// <param name="Period">Its period.</param>
/// <param name="Measure">Its measure.</param>
/// <param name="Value">The value, with the decimals that were printed.</param>
/// <param name="Origin">Whether it was printed or worked out.</param>
/// <param name="Note">What is to be known of it.</param>
/// <param name="Before">What stood in its place at first; null unless it was corrected.</param>
public sealed record SeriesCell(SeriesPeriod Period, SeriesMeasure Measure, decimal Value, ValueOrigin Origin, string? Note, decimal? Before)
{
    /// <summary>Half a unit of the last decimal: how far the value may lie from what was rounded.</summary>
    public decimal Half => 0.5m / (decimal)Math.Pow(10, Value.Scale);
}

/// <summary>A series as its facts have made it, in the order of periods.</summary>
/// <param name="Definition">What it is.</param>
/// <param name="Cells">Its values.</param>
/// <param name="Claims">What its source says in words.</param>
/// <param name="Citations">What its values were cited for.</param>
public sealed record SeriesTable(MeasuredSeriesDefined Definition, IReadOnlyList<SeriesCell> Cells, IReadOnlyList<SourceClaimNoted> Claims, IReadOnlyList<MeasuredValueCited> Citations)
{
    /// <summary>The periods that have a value, in order.</summary>
    public IReadOnlyList<SeriesPeriod> Periods { get; } = [.. Cells.Select(cell => cell.Period).Distinct().Order()];

    private IReadOnlyDictionary<(SeriesPeriod Period, string Measure), SeriesCell> Found { get; } = Cells.ToDictionary(cell => (cell.Period, cell.Measure.Code));

    /// <summary>The table that the facts of a series come to; null before it is defined.</summary>
    public static SeriesTable? Of(IEnumerable<MeasuredSeriesEvent> facts)
    {
        ArgumentNullException.ThrowIfNull(facts);
        MeasuredSeriesDefined? definition = null;
        var cells = new Dictionary<(string Period, string Measure), SeriesCell>();
        var (claims, citations) = (new List<SourceClaimNoted>(), new List<MeasuredValueCited>());
        foreach (var fact in facts)
        {
            switch (fact)
            {
                case MeasuredSeriesDefined e:
                    definition = e;
                    break;
                case ValuesMeasured e when definition is not null:
                    foreach (var value in e.Values)
                        cells[(e.Period, value.Measure)] = new(SeriesPeriod.TryParse(e.Period)!.Value, definition.Measures.First(one => one.Code == value.Measure), value.Value, value.Origin, e.Note, null);
                    break;
                case MeasuredValueCorrected e when cells.TryGetValue((e.Period, e.Measure), out var cell):
                    cells[(e.Period, e.Measure)] = cell with { Value = e.Value, Before = cell.Before ?? cell.Value, Note = e.Reason };
                    break;
                case MeasuredValueWithdrawn e:
                    cells.Remove((e.Period, e.Measure));
                    break;
                case SourceClaimNoted e:
                    claims.Add(e);
                    break;
                case MeasuredValueCited e:
                    citations.Add(e);
                    break;
            }
        }

        return definition is null ? null : new(definition, [.. cells.Values.OrderBy(cell => cell.Period.Begin).ThenBy(cell => definition.Measures.ToList().IndexOf(cell.Measure))], claims, citations);
    }

    /// <summary>The measure of a role; null when the series has none.</summary>
    public SeriesMeasure? Measure(MeasureRole role) => Definition.Measures.FirstOrDefault(measure => measure.Role == role);

    /// <summary>The value of a measure in a period; null for a gap.</summary>
    public SeriesCell? Cell(SeriesPeriod period, string? measure) => measure is null ? null : Found.GetValueOrDefault((period, measure));

    /// <summary>The value of the measure of a role in a period; null for a gap.</summary>
    public SeriesCell? Cell(SeriesPeriod period, MeasureRole role) => Cell(period, Measure(role)?.Code);

    /// <summary>The values of a measure, in order.</summary>
    public IReadOnlyList<SeriesCell> Column(string measure) => [.. Cells.Where(cell => cell.Measure.Code == measure)];
}

/// <summary>A figure that follows from printed ones, and between which bounds their rounding leaves it.</summary>
/// <param name="Value">The figure.</param>
/// <param name="Low">The least that it can be.</param>
/// <param name="High">The most that it can be.</param>
public sealed record ImpliedFigure(decimal Value, decimal Low, decimal High)
{
    /// <summary>What a printed rate is multiplied by to come to a quotient: 100 for per cent. A unit that is not stated is read as per cent.</summary>
    public static decimal FactorOf(MeasureUnit unit) => unit switch
    {
        MeasureUnit.Percent or MeasureUnit.Unstated => 100,
        MeasureUnit.PerTenThousand => 10_000,
        MeasureUnit.Number or MeasureUnit.Points or MeasureUnit.Times => 1,
    };

    /// <summary>Of how many a counted part is the printed rate; null where the rate might be zero.</summary>
    public static ImpliedFigure? Denominator(SeriesCell part, SeriesCell rate, decimal factor)
    {
        ArgumentNullException.ThrowIfNull(part);
        ArgumentNullException.ThrowIfNull(rate);
        return rate.Value <= rate.Half ? null : new(Whole(part.Value / rate.Value * factor), Whole(part.Value / (rate.Value + rate.Half) * factor), Whole(part.Value / (rate.Value - rate.Half) * factor));
    }

    /// <summary>How many of all the printed rate is.</summary>
    public static ImpliedFigure Numerator(SeriesCell all, SeriesCell rate, decimal factor)
    {
        ArgumentNullException.ThrowIfNull(all);
        ArgumentNullException.ThrowIfNull(rate);
        return new(Whole(all.Value * rate.Value / factor), Whole(all.Value * (rate.Value - rate.Half) / factor), Whole(all.Value * (rate.Value + rate.Half) / factor));
    }

    /// <summary>Whether a value lies within the bounds.</summary>
    public bool Holds(decimal value) => value >= Low && value <= High;

    private static decimal Whole(decimal value) => decimal.Round(value, 0, MidpointRounding.AwayFromZero);
}
