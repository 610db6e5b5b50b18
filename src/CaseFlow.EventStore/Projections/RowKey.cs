namespace CaseFlow.EventStore.Projections;

/// <summary>The key of a row: one value a key column, in the table's order; values are text, uuid, date or whole numbers.</summary>
public readonly record struct RowKey(object First, object? Second = null, object? Third = null, object? Fourth = null, object? Fifth = null, object? Sixth = null)
{
    /// <summary>The values in use, in order.</summary>
    public IEnumerable<object> Parts
    {
        get
        {
            for (var i = 0; i < Length; i++)
                yield return this[i]!;
        }
    }

    internal int Length => Second is null ? 1 : Third is null ? 2 : Fourth is null ? 3 : Fifth is null ? 4 : Sixth is null ? 5 : 6;

    internal object? this[int place] => place switch
    {
        0 => First,
        1 => Second,
        2 => Third,
        3 => Fourth,
        4 => Fifth,
        _ => Sixth,
    };

    /// <summary>Whether both keys have the same values.</summary>
    public bool Equals(RowKey other) =>
        Equals(First, other.First) && Equals(Second, other.Second) && Equals(Third, other.Third)
            && Equals(Fourth, other.Fourth) && Equals(Fifth, other.Fifth) && Equals(Sixth, other.Sixth);

    /// <inheritdoc/>
    public override int GetHashCode() => Second is null ? First?.GetHashCode() ?? 0 : HashCode.Combine(First, Second, Third, Fourth, Fifth, Sixth);
}
