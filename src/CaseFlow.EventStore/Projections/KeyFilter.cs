namespace CaseFlow.EventStore.Projections;

/// <summary>
/// Remembers keys in little memory: it may take a key for a known one that is not, never the other way round. A replay asks the
/// database only for rows that it may have written there.
/// </summary>
internal sealed class KeyFilter
{
    /// <summary>16 MiB: one in a thousand is taken wrongly at some ten million keys, one in six at thirty-five million.</summary>
    private const int Bits = 1 << 27;

    private ulong[]? bits;

    public void Add(string table, RowKey key)
    {
        bits ??= new ulong[Bits / 64];
        var (first, second) = Hashes(table, key);
        for (var i = 0u; i < 3; i++)
            bits[Place(first + (i * second))] |= Bit(first + (i * second));
    }

    public bool MayHold(string table, RowKey key)
    {
        if (bits is null)
            return false;
        var (first, second) = Hashes(table, key);
        for (var i = 0u; i < 3; i++)
        {
            if ((bits[Place(first + (i * second))] & Bit(first + (i * second))) == 0)
                return false;
        }
        return true;
    }

    private static (uint First, uint Second) Hashes(string table, RowKey key)
    {
        var hash = ((ulong)(uint)HashCode.Combine(table, key) * 0x9E3779B97F4A7C15UL) ^ ((ulong)(uint)key.GetHashCode() << 17);
        hash ^= hash >> 31;
        hash *= 0xBF58476D1CE4E5B9UL;
        return ((uint)hash, (uint)(hash >> 32) | 1);
    }

    private static int Place(uint bit) => (int)(bit % Bits / 64);

    private static ulong Bit(uint bit) => 1UL << (int)(bit % 64);
}
