using System.Text;
using System.Text.Json;

namespace CaseFlow.EventStore.Sealing;

/// <summary>
/// Checkpoints outside of the database, one a line: what a database that was cut short, or set back to an older state, is held against.
/// Only ever appended to, under the file's own lock, so that several nodes of a machine may keep one file.
/// </summary>
/// <param name="path">The file.</param>
public sealed class AnchorFile(string path)
{
    /// <summary>Longer than any checkpoint's line.</summary>
    private const int LongestLine = 4_096;

    private const int MostTries = 100;

    private static readonly TimeSpan Wait = TimeSpan.FromMilliseconds(20);

    /// <summary>The file.</summary>
    public string Path => path;

    /// <summary>The last checkpoint that was kept; null when there is none.</summary>
    /// <exception cref="InvalidDataException">The last line is no checkpoint.</exception>
    public ChainCheckpoint? Last()
    {
        if (!File.Exists(path))
            return null;
        using var file = Open(FileAccess.Read, FileShare.ReadWrite);
        return Last(file).Checkpoint;
    }

    /// <summary>All checkpoints that were kept, by number; a number's first one counts.</summary>
    /// <exception cref="InvalidDataException">A line is no checkpoint.</exception>
    public IReadOnlyDictionary<long, ChainCheckpoint> All()
    {
        var all = new Dictionary<long, ChainCheckpoint>();
        using var lines = new StreamReader(Open(FileAccess.Read, FileShare.ReadWrite));
        while (lines.ReadLine() is { } line)
        {
            if (line.Length == 0 || (lines.EndOfStream && !line.EndsWith('}')))
                continue; // the last line was not written to its end
            var checkpoint = Parse(line);
            all.TryAdd(checkpoint.Number, checkpoint);
        }
        return all;
    }

    /// <summary>Keeps the checkpoints of a database that are not kept yet.</summary>
    /// <returns>How many were added.</returns>
    /// <exception cref="ChainForkedException">They do not continue what is kept.</exception>
    public async Task<int> KeepAsync(ChainTables tables, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(tables);
        if (Last() is { } kept && (await tables.LastAsync(cancellation))?.Hash == kept.Hash)
            return 0;
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(path))!);
        await using var file = Open(FileAccess.ReadWrite, FileShare.None);
        var (last, end) = Last(file);
        await RequireAsync(last, tables, cancellation);
        file.SetLength(end); // a line that was not written to its end is written again
        file.Position = end;
        var added = 0;
        await foreach (var (checkpoint, _) in tables.AllAsync(last?.Number ?? 0, cancellation))
        {
            if (!checkpoint.Follows(last))
                throw new ChainForkedException($"Checkpoint {checkpoint.Number} of the database does not follow the one before it, in {path}.");
            await file.WriteAsync(Encoding.UTF8.GetBytes(checkpoint.ToLine() + "\n"), cancellation);
            (last, added) = (checkpoint, added + 1);
        }
        file.Flush(flushToDisk: true);
        return added;
    }

    /// <summary>Refuses a database that does not continue what is kept.</summary>
    /// <exception cref="ChainForkedException">It is an older state, or another database.</exception>
    public Task RequireAsync(ChainTables tables, CancellationToken cancellation = default) => RequireAsync(Last(), tables, cancellation);

    /// <summary>Another node, or another part of this one, may have it for a moment.</summary>
    private FileStream Open(FileAccess access, FileShare share)
    {
        for (var left = MostTries; ; left--)
        {
            try
            {
                return new(path, access == FileAccess.Read ? FileMode.Open : FileMode.OpenOrCreate, access, share);
            }
            catch (IOException fault) when (fault is not FileNotFoundException && left > 0)
            {
                Thread.Sleep(Wait);
            }
        }
    }

    private async Task RequireAsync(ChainCheckpoint? last, ChainTables tables, CancellationToken cancellation)
    {
        if (last is null || (await tables.FindAsync(last.Number, cancellation))?.Hash == last.Hash)
            return;
        throw new ChainForkedException($"The database does not hold checkpoint {last.Number} of {path} as it is there: it is an older state, or another database.");
    }

    /// <summary>The last whole line, and where it ends.</summary>
    private (ChainCheckpoint? Checkpoint, long End) Last(FileStream file)
    {
        var start = Math.Max(0, file.Length - LongestLine);
        file.Position = start;
        var tail = new byte[file.Length - start];
        file.ReadExactly(tail);
        var end = tail.AsSpan().LastIndexOf((byte)'\n');
        if (end < 0)
            return start == 0 ? (null, 0) : throw new InvalidDataException($"{path} does not end with a checkpoint.");
        var begin = tail.AsSpan(0, end).LastIndexOf((byte)'\n') + 1;
        return (Parse(Encoding.UTF8.GetString(tail, begin, end - begin)), start + end + 1);
    }

    private ChainCheckpoint Parse(string line)
    {
        try
        {
            return ChainCheckpoint.Parse(line);
        }
        catch (JsonException fault)
        {
            throw new InvalidDataException($"{path} holds a line that is no checkpoint: {fault.Message}", fault);
        }
    }
}
