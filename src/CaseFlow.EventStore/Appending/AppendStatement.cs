using Npgsql;
using NpgsqlTypes;

namespace CaseFlow.EventStore.Appending;

/// <summary>The call of <c>caseflow_append</c> or <c>caseflow_append_expected</c> on one connection, made once and filled in for each batch.</summary>
internal sealed class AppendStatement : IDisposable
{
    private readonly NpgsqlCommand command;
    private readonly NpgsqlParameter<Guid[]> streams = new() { NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Uuid };
    private readonly NpgsqlParameter<string?[]> streamTypes = EventParameters.Texts();
    private readonly NpgsqlParameter<long[]> expected = new() { NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Bigint };
    private readonly NpgsqlParameter<int[]> numbers = Integers();
    private readonly NpgsqlParameter<int[]> appends = Integers();
    private readonly NpgsqlParameter<int[]> steps = Integers();
    private readonly EventParameters events = new();
    private readonly NpgsqlParameter<bool> careful = new();

    /// <param name="connection">Where it runs.</param>
    /// <param name="judges">Whether it says why an append is not written, and may look for recorded ids.</param>
    public AppendStatement(NpgsqlConnection connection, bool judges)
    {
        command = new(judges ? SqlText.Append : SqlText.AppendExpected, connection);
        command.Parameters.AddRange(new NpgsqlParameter[] { streams, streamTypes, expected, numbers, appends, steps }.Concat(events.All).ToArray());
        if (judges)
            command.Parameters.Add(careful);
    }

    /// <summary>Writes appends of different streams in one transaction.</summary>
    /// <param name="batch">The appends.</param>
    /// <param name="checkIds">Whether to look for recorded ids first, instead of breaking the unique index; only where it judges.</param>
    /// <returns>What became of each.</returns>
    public async Task<AppendVerdict[]> RunAsync(IReadOnlyList<PendingAppend> batch, bool checkIds)
    {
        Fill(batch);
        careful.TypedValue = checkIds;
        await using var reader = await command.ExecuteReaderAsync();
        await reader.ReadAsync();
        var verdicts = AppendVerdict.Read(reader, batch);
        // The answer counts only once the commit has been acknowledged, which follows the row.
        while (await reader.NextResultAsync())
        {
        }
        return verdicts;
    }

    public void Dispose() => command.Dispose();

    private void Fill(IReadOnlyList<PendingAppend> batch)
    {
        var total = 0;
        foreach (var append in batch)
            total += append.Rows.Length;
        (streams.TypedValue, streamTypes.TypedValue, expected.TypedValue, numbers.TypedValue) =
            (new Guid[batch.Count], new string?[batch.Count], new long[batch.Count], new int[batch.Count]);
        (appends.TypedValue, steps.TypedValue) = (new int[total], new int[total]);
        events.Resize(total);
        var at = 0;
        for (var i = 0; i < batch.Count; i++)
        {
            var append = batch[i];
            streams.TypedValue[i] = append.Stream.Value;
            streamTypes.TypedValue[i] = append.Stream.Type;
            expected.TypedValue[i] = append.Expected.IsAny ? -1 : append.Expected.Value;
            numbers.TypedValue[i] = append.Rows.Length;
            for (var step = 1; step <= append.Rows.Length; step++, at++)
            {
                (appends.TypedValue[at], steps.TypedValue[at]) = (i + 1, step);
                events.Set(at, append.Rows[step - 1]);
            }
        }
    }

    private static NpgsqlParameter<int[]> Integers() => new() { NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Integer };
}
