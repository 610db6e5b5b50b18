using Npgsql;

namespace CaseFlow.EventStore.Appending;

/// <summary>What the database said of one append of a batch.</summary>
/// <param name="Result">The answer; null with a fault.</param>
/// <param name="Fault">Why it cannot be an append; null with an answer.</param>
internal readonly record struct AppendVerdict(AppendResult? Result, ArgumentException? Fault)
{
    /// <summary>Nothing was written, and why is to be asked with care.</summary>
    public static readonly AppendVerdict Again = new(null, null) { IsAmbiguous = true };

    /// <summary>Not an answer yet: it was not asked why, or a program without our lock wrote the stream between two statements, so that version and expectation do agree now.</summary>
    public bool IsAmbiguous { get; private init; }

    /// <summary>Reads the row that <c>caseflow_append</c> answers, or <c>caseflow_append_expected</c>, which does not say why.</summary>
    public static AppendVerdict[] Read(NpgsqlDataReader reader, IReadOnlyList<PendingAppend> batch)
    {
        var before = reader.GetFieldValue<long[]>(0);
        var positions = reader.IsDBNull(1) ? [] : reader.GetFieldValue<long[]>(1);
        var others = reader.FieldCount == 2 || reader.IsDBNull(2) ? null : Others.Read(reader);
        var verdicts = new AppendVerdict[batch.Count];
        var written = 0;
        for (var i = 0; i < verdicts.Length; i++)
        {
            if (before[i] < 0)
            {
                verdicts[i] = others?.Of(batch[i], i) ?? Again;
                continue;
            }
            written += batch[i].Rows.Length;
            verdicts[i] = new(new Appended(before[i] + batch[i].Rows.Length, positions[written - 1]), null);
        }
        return verdicts;
    }

    /// <summary>What is known of the appends that were not written, by their place in the batch.</summary>
    private sealed record Others(long[] Actual, string?[] StreamTypes, int[] Known, int[] Here, long?[] Versions, long?[] Positions)
    {
        public static Others Read(NpgsqlDataReader reader) => new(
            reader.GetFieldValue<long[]>(2),
            reader.GetFieldValue<string?[]>(3),
            reader.GetFieldValue<int[]>(4),
            reader.GetFieldValue<int[]>(5),
            reader.GetFieldValue<long?[]>(6),
            reader.GetFieldValue<long?[]>(7));

        public AppendVerdict Of(PendingAppend append, int i)
        {
            if (Known[i] > 0)
            {
                return Known[i] == append.Rows.Length && Here[i] == Known[i]
                    ? new(new Repeated(Versions[i]!.Value, Positions[i]!.Value), null)
                    : new(null, new EventIdsTakenException($"Some of these event ids are already recorded, but not as this append to {append.Stream.Value}."));
            }
            if (StreamTypes[i] is { } type && type != append.Stream.Type)
                return new(null, new ArgumentException($"Stream {append.Stream.Value} is a {type}, not a {append.Stream.Type}."));
            return new(new Conflict(Actual[i]), null) { IsAmbiguous = append.Expected.IsAny || append.Expected.Value == Actual[i] };
        }
    }
}
