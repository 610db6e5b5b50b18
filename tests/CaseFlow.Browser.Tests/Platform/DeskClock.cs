namespace CaseFlow.Testing;

/// <summary>A clock that tests set: mid-morning at the desk, when customers may be called.</summary>
public sealed class DeskClock : TimeProvider
{
    /// <summary>When the tests happen.</summary>
    public static readonly DateTimeOffset Morning = new(2026, 6, 15, 10, 0, 0, TimeSpan.FromHours(8));

    public override DateTimeOffset GetUtcNow() => Morning.ToUniversalTime();
}
