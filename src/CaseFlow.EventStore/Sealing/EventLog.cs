using System.Buffers;

namespace CaseFlow.EventStore.Sealing;

/// <summary>The events as a file of JSON lines, which proves itself: header, checkpoints before their events, events with their hashes, end.</summary>
public static class EventLog
{
    /// <summary>Writes what is recorded now, or a part of it.</summary>
    /// <param name="tables">The database.</param>
    /// <param name="to">Where to.</param>
    /// <param name="from">The first position; null for the first there is.</param>
    /// <param name="until">The last position; null for the last there is.</param>
    /// <param name="now">Goes into the header.</param>
    /// <param name="progress">Told of each few thousand events.</param>
    /// <param name="cancellation">Gives up.</param>
    public static async Task<EventLogEnd> WriteAsync(
        ChainTables tables, Stream to, long? from, long? until, DateTimeOffset now, IProgress<ChainProgress>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(tables);
        ArgumentNullException.ThrowIfNull(to);
        var last = await tables.LastAsync(cancellation);
        var before = from is { } first ? await tables.BeforeAsync(first, cancellation) : null;
        var chain = Convert.FromHexString(before?.Chain ?? ChainCheckpoint.Nothing);
        await using var events = tables.EventsAsync(before?.Last ?? long.MinValue, limit: null, cancellation).GetAsyncEnumerator(cancellation);
        var more = await events.MoveNextAsync();
        if (before?.Number == last?.Number)
        {
            for (; more && events.Current.Position < from; more = await events.MoveNextAsync())
                chain = Seal.Chain(chain, events.Current.Seal().Leaf());
        }
        var (written, checkpoints) = (0L, 0L);
        var buffer = new ArrayBufferWriter<byte>(1 << 20);
        buffer.Write(EventLogLines.Of(new EventLogHeader(now, from, until, before?.Number ?? 0, Convert.ToHexStringLower(chain))));
        await foreach (var stretch in tables.AllAsync(before?.Number ?? 0, cancellation))
        {
            if (stretch.Checkpoint.Number > (last?.Number ?? 0) || stretch.Checkpoint.First > (until ?? long.MaxValue))
                break;
            buffer.Write(EventLogLines.Of(stretch));
            checkpoints++;
            await WriteUntilAsync(stretch.Checkpoint.Last, isSealed: true);
            chain = Convert.FromHexString(stretch.Checkpoint.Chain);
        }
        await WriteUntilAsync(long.MaxValue, isSealed: false);
        var end = new EventLogEnd(written, checkpoints, Convert.ToHexStringLower(chain));
        buffer.Write(EventLogLines.Of(end));
        await FlushAsync();
        return end;

        async Task WriteUntilAsync(long position, bool isSealed)
        {
            for (; more && events.Current.Position <= Math.Min(position, until ?? long.MaxValue); more = await events.MoveNextAsync())
            {
                var seal = events.Current.Seal();
                if (!isSealed)
                    chain = Seal.Chain(chain, seal.Leaf());
                if (events.Current.Position < from)
                    continue;
                EventLogLines.Write(events.Current, seal.Content, buffer);
                if (++written % ChainVerification.ReportEvery == 0)
                    progress?.Report(new(events.Current.Position, written, Math.Max(last?.Last ?? 0, events.Current.Position)));
                if (buffer.WrittenCount > 1 << 20)
                    await FlushAsync();
            }
            // What lies behind the part that was asked for, in a stretch that holds some of it.
            for (; isSealed && more && events.Current.Position <= position; more = await events.MoveNextAsync()) { }
        }

        async Task FlushAsync()
        {
            await to.WriteAsync(buffer.WrittenMemory, cancellation);
            buffer.ResetWrittenCount();
        }
    }

    /// <summary>Writes an event as a line of an event log, with its hash.</summary>
    /// <param name="stored">The event.</param>
    /// <param name="to">Where to.</param>
    public static void WriteEvent(EventRecord stored, IBufferWriter<byte> to)
    {
        ArgumentNullException.ThrowIfNull(stored);
        EventLogLines.Write(stored, stored.Seal().Content, to);
    }

    /// <summary>Reads such a line. Whether the hash is that of the event is for the reader to say.</summary>
    /// <param name="line">The line.</param>
    /// <param name="number">Names it when it cannot be read.</param>
    /// <exception cref="InvalidDataException">It is no event.</exception>
    public static EventLogEvent ReadEvent(string line, long number) =>
        EventLogLines.Parse(line, number) as EventLogEvent ?? throw new InvalidDataException($"Line {number} is no event.");

    /// <summary>Verifies a file, without a database.</summary>
    /// <param name="file">The file.</param>
    /// <param name="keys">The keys that are trusted.</param>
    /// <param name="anchors">Checkpoints that were kept outside; null when there are none.</param>
    /// <param name="take">Given each line, when it has been read.</param>
    /// <param name="progress">Told of each few thousand events.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="InvalidDataException">A line is none of an event log.</exception>
    public static async Task<ChainReport> VerifyAsync(
        string file, TrustedKeys keys, IReadOnlyDictionary<long, ChainCheckpoint>? anchors = null, Func<EventLogLine, Task>? take = null, IProgress<ChainProgress>? progress = null, CancellationToken cancellation = default)
    {
        var length = new FileInfo(file).Length;
        await using var stream = new FileStream(file, new FileStreamOptions { BufferSize = 1 << 18, Options = FileOptions.SequentialScan });
        using var lines = new StreamReader(stream);
        if (await lines.ReadLineAsync(cancellation) is not { } top || EventLogLines.Parse(top, 1) is not EventLogHeader header)
            throw new InvalidDataException($"{file} does not begin as an event log.");
        var reading = new EventLogReading(header, keys, anchors ?? new Dictionary<long, ChainCheckpoint>());
        if (take is not null)
            await take(header);
        var number = 1L;
        while (await lines.ReadLineAsync(cancellation) is { } text)
        {
            var line = EventLogLines.Parse(text, ++number);
            reading.Take(line);
            if (take is not null)
                await take(line);
            if (number % ChainVerification.ReportEvery == 0)
                progress?.Report(new(stream.Position, reading.Events, length));
        }
        return reading.Complete();
    }
}
