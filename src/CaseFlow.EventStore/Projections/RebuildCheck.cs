using Npgsql;

namespace CaseFlow.EventStore.Projections;

/// <summary>The rows that a rebuild came to are not those that the events come to; the old ones stay in place.</summary>
/// <param name="projection">The projection.</param>
/// <param name="reason">Which table or key differs, and how.</param>
public sealed class RebuildRefusedException(string projection, string reason)
    : InvalidOperationException($"The rebuild of {projection} does not agree with its events: {reason} The old rows stay in place.")
{
    /// <summary>The projection.</summary>
    public string Projection => projection;
}

/// <summary>
/// Checks rebuilt rows before they take their place: their number, and those of a sample of subjects by a plain fold of the streams
/// concerned, event by event, in memory.
/// </summary>
internal sealed class RebuildCheck(IEventStore store, IEnumerable<IProjection> projections)
{
    private readonly List<RebuildSample> samples = [.. projections.Select(projection => new RebuildSample(projection))];
    private readonly Dictionary<Guid, IReadOnlyList<RecordedEvent>> streams = [];

    public void Note(IReadOnlyList<RecordedEvent> page)
    {
        foreach (var sample in samples)
        {
            foreach (var e in page)
                sample.Note(e);
        }
    }

    /// <exception cref="RebuildRefusedException">Something differs.</exception>
    public async Task VerifyAsync(Replay replay, CancellationToken cancellation)
    {
        foreach (var sample in samples)
        {
            await CountAsync(sample.Projection, replay, cancellation);
            foreach (var (subject, its) in sample.Subjects)
                await FoldAsync(sample.Projection, subject, sample.OfAll.Concat(its), replay, cancellation);
        }
    }

    private static async Task CountAsync(IProjection projection, Replay replay, CancellationToken cancellation)
    {
        var counts = replay.Counts(projection);
        foreach (var table in projection.Tables)
        {
            await using var count = new NpgsqlCommand($"select count(*) from \"{table.Name}\"", replay.Connection) { CommandTimeout = 0 };
            var (found, expected) = ((long)(await count.ExecuteScalarAsync(cancellation))!, counts.GetValueOrDefault(table));
            if (found != expected)
                throw new RebuildRefusedException(projection.Name, $"{table.Name} has {found} rows, its events come to {expected}.");
        }
    }

    private async Task FoldAsync(IProjection projection, Subject subject, IEnumerable<Guid> ids, Replay replay, CancellationToken cancellation)
    {
        var events = new List<RecordedEvent>();
        foreach (var id in ids.Distinct())
            events.AddRange((await StreamAsync(id, cancellation)).Where(e => e.Position <= replay.Position));
        var fold = new ProjectionBatch(new NoRows());
        foreach (var e in events.OrderBy(e => e.Position))
            await projection.ProjectAsync([e], fold, cancellation);
        foreach (var set in fold.Sets)
        {
            if (await set.DifferingAsync(replay.Connection, key => projection.IsOf(subject, set.Table, key), cancellation) is { } key)
                throw new RebuildRefusedException(projection.Name, $"the row {string.Join(", ", key.Parts)} of {set.Table.Name} is another one.");
        }
    }

    private async Task<IReadOnlyList<RecordedEvent>> StreamAsync(Guid id, CancellationToken cancellation)
    {
        if (!streams.TryGetValue(id, out var known))
            streams.Add(id, known = await store.ReadStreamAsync(id, cancellation: cancellation));
        return known;
    }
}
