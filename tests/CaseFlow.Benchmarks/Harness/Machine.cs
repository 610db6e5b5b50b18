using System.Diagnostics;
using System.Globalization;

namespace CaseFlow.Benchmarks.Harness;

/// <summary>What the figures were measured on.</summary>
/// <param name="Sentence">Cores, memory, PostgreSQL and disk, in one line.</param>
public sealed record Machine(string Sentence)
{
    /// <summary>Looks at the machine; the disk is asked with writes of 8 KiB, each waiting until it is safe.</summary>
    public static async Task<Machine> LookAsync(Bench bench)
    {
        ArgumentNullException.ThrowIfNull(bench);
        var memory = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 1024d / 1024 / 1024;
        var postgres = await bench.AskAsync("select split_part(version(), ' ', 2) || ', fsync ' || current_setting('fsync') || ', shared_buffers ' || current_setting('shared_buffers') || ', max_wal_size ' || current_setting('max_wal_size')");
        return new(string.Create(CultureInfo.InvariantCulture, $"{Environment.ProcessorCount} cores, {memory:0.0} GiB of memory, PostgreSQL {postgres}, {FlushesPerSecond(bench.Home):#,0} flushes of the disk a second, .NET {Environment.Version}"));
    }

    private static double FlushesPerSecond(string folder)
    {
        var file = Path.Combine(folder, "flushes");
        try
        {
            using var stream = new FileStream(file, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
            var (block, start, flushes) = (new byte[8192], Stopwatch.GetTimestamp(), 0);
            for (; Stopwatch.GetElapsedTime(start) < TimeSpan.FromSeconds(1); flushes++)
            {
                stream.Position = 0;
                stream.Write(block);
                stream.Flush(flushToDisk: true);
            }

            return flushes / Stopwatch.GetElapsedTime(start).TotalSeconds;
        }
        finally
        {
            File.Delete(file);
        }
    }
}
