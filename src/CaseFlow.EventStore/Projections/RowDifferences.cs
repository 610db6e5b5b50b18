using System.Text.Json;
using Npgsql;

namespace CaseFlow.EventStore.Projections;

/// <summary>Finds what differs between the rows of two schemas, and which events lie in between.</summary>
/// <remarks>It asks on its caller's connection, whose transaction makes one snapshot of all that it is asked.</remarks>
public static class RowDifferences
{
    /// <summary>A page of the rows that differ.</summary>
    /// <exception cref="ArgumentException">The table has no primary key there, or <see cref="RowDifferenceQuestion.After"/> is no key of it.</exception>
    public static async Task<RowDifferencePage> PageAsync(NpgsqlConnection connection, RowDifferenceQuestion question, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(connection);
        ArgumentNullException.ThrowIfNull(question);
        var key = await KeyAsync(connection, question, cancellation);
        var found = await RowsAsync(connection, question, key, cancellation);
        var rows = found.Rows.Take(question.Limit).ToList();
        return new(rows, found.Total, found.Rows.Count > question.Limit ? rows[^1].Key : null);
    }

    /// <summary>Names for each row the events that were recorded on its streams in between.</summary>
    public static async Task<IReadOnlyList<RowDifference>> WithEventsAsync(
        NpgsqlConnection connection, IReadOnlyList<RowDifference> rows, EventStretch stretch, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(connection);
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(stretch);
        var streams = rows.SelectMany((row, number) => row.Ids(stretch.Columns).Select(stream => (Number: number, Stream: stream))).ToList();
        var events = rows.Select(_ => new List<EventReference>()).ToList();
        var totals = new long[rows.Count];
        await using var command = new NpgsqlCommand(SqlText.DifferenceEvents, connection)
        {
            Parameters =
            {
                new() { Value = streams.Select(one => one.Number).ToArray() },
                new() { Value = streams.Select(one => one.Stream).ToArray() },
                new() { Value = stretch.After },
                new() { Value = stretch.UpTo },
                new() { Value = (object?)stretch.Types?.ToArray() ?? DBNull.Value },
                new() { Value = (long)stretch.PerRow },
            },
        };
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
        {
            var number = reader.GetInt32(0);
            totals[number] = reader.GetInt64(6);
            events[number].Add(new(reader.GetInt64(1), reader.GetGuid(2), reader.GetString(3), reader.GetGuid(4), reader.GetFieldValue<DateTimeOffset>(5)));
        }
        return [.. rows.Select((row, number) => row with { Events = events[number], EventsTotal = totals[number] })];
    }

    /// <summary>The rows of a page and one more where there are more, and how many differ altogether.</summary>
    private static async Task<(List<RowDifference> Rows, long Total)> RowsAsync(
        NpgsqlConnection connection, RowDifferenceQuestion question, IReadOnlyList<(string Column, string Type)> key, CancellationToken cancellation)
    {
        var values = question.Values.ToList();
        var columns = string.Join(", ", key.Select(part => part.Column));
        var behind = "";
        if (question.After is { } after)
        {
            var parts = KeyOf(after, key.Count);
            behind = $"where ({columns}) > ({string.Join(", ", parts.Select((part, i) => $"{Value(part)}::{key[i].Type}"))})";
        }
        var counting = question.Counting is null ? "" : $"and (coalesce(a.\"{question.Counting}\", false) or coalesce(r.\"{question.Counting}\", false))";
        await using var command = new NpgsqlCommand($"""
            with differing as materialized (
                select {string.Join(", ", key.Select(part => $"coalesce(a.{part.Column}, r.{part.Column}) as {part.Column}"))},
                    case when a.{key[0].Column} is not null then to_jsonb(a) end as against,
                    case when r.{key[0].Column} is not null then to_jsonb(r) end as replay
                from {Side(question.Against)} a
                full join {Side(question.Replay)} r on {string.Join(" and ", key.Select(part => $"a.{part.Column} = r.{part.Column}"))}
                where {Compared("a")} is distinct from {Compared("r")} {counting}
            )
            select page.row_key, page.against, page.replay, counted.total
            from (select count(*) as total from differing) counted
            left join lateral (
                select jsonb_build_array({string.Join(", ", key.Select(part => $"{part.Column}::text"))})::text as row_key, against::text, replay::text
                from differing {behind}
                order by {columns}
                limit {Value((long)question.Limit + 1)}
            ) page on true
            """, connection);
        foreach (var value in values)
            command.Parameters.Add(new() { Value = value ?? DBNull.Value });
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var (rows, total) = (new List<RowDifference>(), 0L);
        while (await reader.ReadAsync(cancellation))
        {
            total = reader.GetInt64(3);
            if (!reader.IsDBNull(0))
                rows.Add(new(reader.GetString(0), Text(reader, 1), Text(reader, 2)));
        }
        return (rows, total);

        string Side(string schema) => $"(select * from \"{schema}\".\"{question.Table}\" {(question.Where is null ? "" : $"where {question.Where}")})";

        string Compared(string side) => $"row({(question.Comparing is { } some ? string.Join(", ", some.Select(column => $"{side}.\"{column}\"")) : $"{side}.*")})";

        string Value(object value)
        {
            values.Add(value);
            return FormattableString.Invariant($"${values.Count}");
        }
    }

    private static async Task<IReadOnlyList<(string Column, string Type)>> KeyAsync(NpgsqlConnection connection, RowDifferenceQuestion question, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(SqlText.DifferenceKey, connection) { Parameters = { new() { Value = question.Replay }, new() { Value = question.Table } } };
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var key = new List<(string, string)>();
        while (await reader.ReadAsync(cancellation))
            key.Add((reader.GetString(0), reader.GetString(1)));
        return key.Count > 0 ? key : throw new ArgumentException($"{question.Replay} has no {question.Table} with a primary key.", nameof(question));
    }

    private static string[] KeyOf(string text, int parts)
    {
        try
        {
            return JsonSerializer.Deserialize<string[]>(text) is { } key && key.Length == parts && key.All(part => part is not null) ? key : throw new ArgumentException("This is no key of the table.", nameof(text));
        }
        catch (JsonException fault)
        {
            throw new ArgumentException("This is no key of the table.", nameof(text), fault);
        }
    }

    private static string? Text(NpgsqlDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetString(column);
}
