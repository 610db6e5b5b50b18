namespace CaseFlow.EventStore.Projections;

/// <summary>The key of a row: one value a key column, in the table's order; values are text, uuid, date or whole numbers.</summary>
public readonly record struct RowKey(object First, object? Second = null, object? Third = null, object? Fourth = null, object? Fifth = null, object? Sixth = null)
{
    /// <summary>The values in use, in order.</summary>
    public IEnumerable<object> Parts
    {
        get
        {
            yield return First;
            foreach (var part in (object?[])[Second, Third, Fourth, Fifth, Sixth])
            {
                if (part is null) yield break;
                yield return part;
            }
        }
    }
}
