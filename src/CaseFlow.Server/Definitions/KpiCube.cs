using CaseFlow.Server.Platform.Reading;
using Npgsql;

namespace CaseFlow.Server.Definitions;

/// <summary>Adds up a table of counters whose columns are month, province, city, topic and, where it has them, source and clock.</summary>
/// <param name="Table">The table.</param>
/// <param name="Measures">The columns to add up.</param>
public sealed record KpiCube(string Table, IReadOnlyList<string> Measures)
{
    /// <summary>The sums of each key, in the order of keys. A month without counts is there all the same, with zeros: a missing month would be read as no month.</summary>
    public async Task<IReadOnlyList<(KpiKey Key, long[] Sums)>> SumAsync(
        NpgsqlConnection connection, AccessScope scope, KpiQuestion question, int topicLevel, TopicMoves moves, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(scope);
        ArgumentNullException.ThrowIfNull(question);
        ArgumentNullException.ThrowIfNull(moves);
        var where = new Conditions();
        scope.Narrow(where);
        where.Add($"month between {where.Value(question.From)} and {where.Value(question.To)}");
        var level = where.Value(topicLevel);
        var parts = Enum.GetValues<KpiDimension>().Select(dimension => question.By.Contains(dimension) ? Part(dimension, level, moves.From.Length > 0 ? "coalesce(moved.today, topic)" : "topic") : "null::text");
        var moved = moves.From.Length > 0 && question.By.Contains(KpiDimension.Topic) ? $"left join unnest({where.Value(moves.From)}, {where.Value(moves.To)}) as moved (was, today) on moved.was = topic" : "";
        var sql = $"""
            select {string.Join(", ", parts)}, {string.Join(", ", Measures.Select(measure => $"sum({measure})::bigint"))}
            from {Table} {moved} {where} group by 1, 2, 3, 4, 5, 6
            """;
        var found = new Dictionary<KpiKey, long[]>();
        await using var command = where.Command(connection, sql);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
            found.Add(new(Text(reader, 0), Text(reader, 1), Text(reader, 2), Text(reader, 3), Text(reader, 4), Text(reader, 5)), [.. Enumerable.Range(6, Measures.Count).Select(reader.GetInt64)]);
        return [.. Filled(found, question).OrderBy(sum => Sortable(sum.Key), StringComparer.Ordinal)];
    }

    private IEnumerable<(KpiKey Key, long[] Sums)> Filled(Dictionary<KpiKey, long[]> found, KpiQuestion question)
    {
        if (!question.By.Contains(KpiDimension.Month)) return found.Select(sum => (sum.Key, sum.Value));
        IReadOnlyList<KpiKey> others = [.. found.Keys.Select(key => key with { Month = null }).Distinct()];
        if (others.Count == 0 && question.By.Count == 1) others = [KpiKey.Total];
        return others.SelectMany(other => question.Months.Select(month => other with { Month = Iso.Month(month) })).Select(key => (key, found.GetValueOrDefault(key) ?? new long[Measures.Count]));
    }

    /// <summary>The sums of sums.</summary>
    public long[] Total(IEnumerable<long[]> sums)
    {
        var total = new long[Measures.Count];
        foreach (var sum in sums)
        {
            for (var i = 0; i < total.Length; i++)
                total[i] += sum[i];
        }

        return total;
    }

    private static string Part(KpiDimension dimension, string level, string topic) => dimension switch
    {
        KpiDimension.Month => "to_char(month, 'YYYY-MM')",
        KpiDimension.Region => "province",
        KpiDimension.City => "case when city = '' then province else province || '.' || city end",
        KpiDimension.Topic => $"array_to_string((string_to_array({topic}, '.'))[1:{level}], '.')",
        KpiDimension.Source => "source",
        KpiDimension.Clock => "clock",
    };

    private static string? Text(NpgsqlDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetString(column);

    private static string Sortable(KpiKey key) => string.Join('\u001f', key.Region, key.City, key.Topic, key.Source, key.Clock, key.Month);
}
