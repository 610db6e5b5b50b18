namespace CaseFlow.EventStore.Sealing;

/// <summary>Holds the lines of an event log against each other.</summary>
internal sealed class EventLogReading(EventLogHeader header, TrustedKeys keys, IReadOnlyDictionary<long, ChainCheckpoint> anchors)
{
    private readonly ChainVerifier verifier = new(keys, anchors, new(header.StartNumber, header.StartChain, header.From ?? long.MinValue, header.To ?? long.MaxValue));
    private EventLogEnd? end;
    private long lastCheckpoint = header.StartNumber;
    private long lastSealed;
    private long lastPosition;

    public long Events => verifier.Events;

    public void Take(EventLogLine line)
    {
        if (end is not null)
            throw new InvalidDataException("The event log goes on behind its end.");
        switch (line)
        {
            case EventLogCheckpoint checkpoint:
                (lastCheckpoint, lastSealed) = (checkpoint.Stretch.Checkpoint.Number, checkpoint.Stretch.Checkpoint.Last);
                verifier.Begin(checkpoint.Stretch);
                break;
            case EventLogEvent one:
                Take(one);
                break;
            case EventLogEnd last:
                end = last;
                break;
            default:
                throw new InvalidDataException("The event log begins twice.");
        }
    }

    public ChainReport Complete()
    {
        // A checkpoint that is known outside and was there when the log was written.
        if (header.To is null)
        {
            foreach (var gone in anchors.Values.Where(one => one.Number > lastCheckpoint && one.SealedAt <= header.ExportedAt).OrderBy(one => one.Number))
                verifier.BeginMissing(gone);
        }
        var report = verifier.Complete();
        if (report.First is not null)
            return report;
        if (end is null)
            return report with { First = new(Tampering.Truncated, lastPosition + 1), Differences = 1 };
        var isWhole = end.Events == report.Events && end.Checkpoints == report.Checkpoints && end.Chain == report.Chain;
        return isWhole ? report : report with { First = new(Tampering.StretchAltered, lastSealed + 1) { LastPosition = Math.Max(lastPosition, lastSealed + 1) }, Differences = 1 };
    }

    private void Take(EventLogEvent one)
    {
        var before = verifier.Differences;
        var seal = verifier.Take(one.Event);
        if (seal.Content != one.Hash && verifier.Differences == before)
            verifier.Note(ChainFinding.Of(Tampering.Altered, seal, checkpoint: null));
        lastPosition = one.Event.Position;
    }
}
