using CaseFlow.Inspections;
using CaseFlow.Server.Platform.Reading;
using Npgsql;

namespace CaseFlow.Server.Inspections;

/// <summary>A sample and how far it has come, as far as its cases lie in the reader's territory.</summary>
public sealed record InspectionSampleEntry
{
    public required Guid Id { get; init; }

    /// <summary>What it was drawn for.</summary>
    public required string Territory { get; init; }

    /// <summary>Which cases might be drawn, and how many.</summary>
    public required SampleRule Rule { get; init; }
    public required long Seed { get; init; }

    /// <summary>Whether whoever drew named the seed; chance gave it otherwise.</summary>
    public required bool SeedNamed { get; init; }

    /// <summary>The last event that counts.</summary>
    public required long Position { get; init; }
    public required string Card { get; init; }
    public required int CardVersion { get; init; }
    public required DateTimeOffset DrawnAt { get; init; }
    public required string DrawnBy { get; init; }
    public required IReadOnlyList<string> Raters { get; init; }

    /// <summary>How many per cent of the cases are rated by two.</summary>
    public required decimal DoublePercent { get; init; }
    public required int Cases { get; init; }

    /// <summary>How many findings are owed in all.</summary>
    public required int Ratings { get; init; }
    public required int Submitted { get; init; }

    /// <summary>How many findings wait for a decision on their appeal.</summary>
    public required int Appealed { get; init; }

    /// <summary>The parts of the cases; null to who does not see the whole territory of the sample.</summary>
    public required IReadOnlyList<StratumSize>? Strata { get; init; }

    /// <summary>The sample that its parts, which lie in a scope, come to.</summary>
    internal static InspectionSampleEntry Of(IReadOnlyCollection<InspectionSampleRow> parts, AccessScope scope)
    {
        var first = parts.First();
        return new()
        {
            Id = first.Sample,
            Territory = first.Territory,
            Rule = InspectionFindingRow.Read<SampleRule>(first.Rule),
            Seed = first.Seed,
            SeedNamed = first.SeedNamed,
            Position = first.Position,
            Card = first.Card,
            CardVersion = first.CardVersion,
            DrawnAt = first.DrawnAt,
            DrawnBy = first.DrawnBy,
            Raters = first.Raters,
            DoublePercent = first.DoublePercent,
            Cases = parts.Sum(part => part.Cases),
            Ratings = parts.Sum(part => part.Ratings),
            Submitted = parts.Sum(part => part.Submitted),
            Appealed = parts.Sum(part => part.Appealed),
            Strata = scope.Includes(AccessScope.TryParse(first.Territory)!) ? InspectionFindingRow.Read<List<StratumSize>>(first.Strata) : null,
        };
    }
}

/// <summary>Which samples were drawn, and how far have they come?</summary>
public sealed class InspectionSamples(ReadModels models)
{
    /// <summary>Counting samples goes no further than this.</summary>
    private const int CountedTo = 1_000;

    private static readonly string Select = $"select {InspectionSampleRow.Table.ColumnList} from {InspectionSampleRow.Table.Name}";

    /// <summary>A page of samples, the latest first.</summary>
    /// <exception cref="UnfitCursorException">The cursor is of another list.</exception>
    public Task<ReadAnswer<Page<InspectionSampleEntry>>> AskAsync(AccessScope scope, PageRequest page, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(scope);
        ArgumentNullException.ThrowIfNull(page);
        var digest = Cursor.DigestOf(nameof(InspectionSamples), scope.ToString());
        var behind = Cursor.Read(page.Cursor, digest, parts: 1);
        var before = behind is null ? long.MaxValue : long.TryParse(behind[0], System.Globalization.CultureInfo.InvariantCulture, out var drawn) ? drawn : throw UnfitCursorException.Malformed;
        return models.AskAsync(
            scope,
            InspectionsProjection.Projection,
            async connection =>
            {
                var where = new Conditions();
                scope.Narrow(where);
                var total = await CountAsync(connection, where, cancellation);
                var listed = where.Value(before);
                var samples = await InspectionSampleRow.Table.QueryAsync(
                    connection,
                    $"{Select} where {where.All} and drawn in (select distinct drawn from {InspectionSampleRow.Table.Name} where {where.All} and drawn < {listed} order by drawn desc limit {where.Value(page.Limit + 1)}) order by drawn desc, province, city",
                    where.Values,
                    cancellation);
                var shown = samples.GroupBy(row => row.Drawn).Take(page.Limit).ToList();
                var more = samples.Select(row => row.Drawn).Distinct().Count() > page.Limit;
                return new Page<InspectionSampleEntry>(
                    [.. shown.Select(parts => InspectionSampleEntry.Of([.. parts], scope))],
                    Math.Min(total, CountedTo),
                    total > CountedTo,
                    more ? Cursor.Behind(digest, shown[^1].Key.ToString(System.Globalization.CultureInfo.InvariantCulture)) : null);
            },
            cancellation);
    }

    /// <summary>One sample; null when none of its cases lies in the territory.</summary>
    public async Task<ReadAnswer<InspectionSampleEntry>?> FindAsync(AccessScope scope, InspectionSampleId sample, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(scope);
        var where = new Conditions();
        scope.Narrow(where);
        where.AddEqual<Guid>("sample", sample.Value);
        var answer = await models.AskAsync(
            scope, InspectionsProjection.Projection, connection => InspectionSampleRow.Table.QueryAsync(connection, $"{Select} {where} order by province, city", where.Values, cancellation), cancellation);
        return answer.Data.Count == 0 ? null : new(answer.Position, answer.AsOf, InspectionSampleEntry.Of(answer.Data, scope));
    }

    private static async Task<long> CountAsync(NpgsqlConnection connection, Conditions where, CancellationToken cancellation)
    {
        await using var count = where.Command(connection, $"select count(*) from (select distinct drawn from {InspectionSampleRow.Table.Name} {where} order by drawn desc limit {CountedTo + 1}) as counted");
        return (long)(await count.ExecuteScalarAsync(cancellation))!;
    }
}
