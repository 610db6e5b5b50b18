namespace CaseFlow.EventStore;

/// <summary>What an append believes of its stream. The default is the strictest: there is no stream yet.</summary>
public readonly record struct ExpectedVersion
{
    private ExpectedVersion(long? value, bool any) => (Value, IsAny) = (value ?? 0, any);

    /// <summary>The version that the stream must have; 0 means that it must not exist.</summary>
    public long Value { get; }

    /// <summary>Whether any version will do.</summary>
    public bool IsAny { get; }

    /// <summary>The stream must not exist.</summary>
    public static ExpectedVersion NoStream => default;

    /// <summary>Any version will do: for facts that no decision guards.</summary>
    public static ExpectedVersion Any => new(null, any: true);

    /// <summary>The stream must be at <paramref name="version"/> exactly; 0 is <see cref="NoStream"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The version is negative.</exception>
    public static ExpectedVersion Exactly(long version)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(version);
        return new(version, any: false);
    }
}
