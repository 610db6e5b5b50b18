using System.Collections.Concurrent;
using System.Diagnostics;
using CaseFlow.Server.Platform.Web;

namespace CaseFlow.Server.Access;

/// <summary>Believes what was read for a moment, and has it read once however many ask. It keeps the machine's time: a clock that tests set must not keep old answers.</summary>
/// <remarks>While the database is away, what was read last is believed on: without it nothing is read or recorded anyway, and pages can say so.</remarks>
/// <param name="lifetime">How long what was read is believed.</param>
/// <param name="read">Reads it.</param>
public sealed class Briefly<TKey, TValue>(TimeSpan lifetime, Func<TKey, Task<TValue>> read)
    where TKey : notnull
{
    /// <summary>Beyond this many, all are forgotten: whoever tries keys at random must not fill the memory.</summary>
    private const int Most = 50_000;

    private readonly ConcurrentDictionary<TKey, Reading> known = [];

    /// <summary>The value, as a rule no older than the lifetime.</summary>
    public Task<TValue> GetAsync(TKey key)
    {
        if (known.TryGetValue(key, out var found) && IsFresh(found)) return found.Value;
        if (known.Count > Most) known.Clear();
        // Whoever comes while it is read waits for the same answer.
        return known.AddOrUpdate(key, _ => Begin(key, before: null), (_, other) => IsFresh(other) ? other : Begin(key, other)).Value;
    }

    /// <summary>Forgets a value, after a change.</summary>
    public void Forget(TKey key) => known.TryRemove(key, out _);

    private Reading Begin(TKey key, Reading? before) => new(Stopwatch.GetTimestamp(), ReadAsync(key, before?.Value));

    private async Task<TValue> ReadAsync(TKey key, Task<TValue>? before)
    {
        try
        {
            return await read(key);
        }
        catch (Exception fault) when (before is { IsCompletedSuccessfully: true } && DatabaseFaults.CodeOf(fault) is not null)
        {
            return await before;
        }
    }

    private bool IsFresh(Reading found) => !found.Value.IsFaulted && !found.Value.IsCanceled && Stopwatch.GetElapsedTime(found.At) < lifetime;

    private sealed record Reading(long At, Task<TValue> Value);
}
