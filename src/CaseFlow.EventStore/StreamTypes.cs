using System.Collections.Concurrent;
using Npgsql;

namespace CaseFlow.EventStore;

/// <summary>The types of the streams that were read last. A stream never changes its type, so what is known stays true.</summary>
internal sealed class StreamTypes
{
    /// <summary>About ten megabytes; whoever reads everything passes by the streams of many years.</summary>
    private const int Most = 100_000;

    private ConcurrentDictionary<Guid, string> known = [];

    /// <summary>The types of all streams of these rows.</summary>
    public async Task<IReadOnlyDictionary<Guid, string>> OfAsync(IEnumerable<StoredEvent> rows, NpgsqlConnection connection, CancellationToken cancellation)
    {
        var types = known.Count < Most ? known : known = [];
        var unknown = rows.Select(row => row.Stream).Where(stream => !types.ContainsKey(stream)).ToHashSet();
        if (unknown.Count == 0)
            return types;
        await using var command = new NpgsqlCommand(SqlText.StreamTypes, connection) { Parameters = { new() { Value = unknown.ToArray() } } };
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
            types[reader.GetGuid(0)] = reader.IsDBNull(1) ? "" : string.Intern(reader.GetString(1));
        return types;
    }
}
