namespace CaseFlow.Testing;

/// <summary>A clock that stands at ten in the morning of today, when customers may be called, whenever the tests run.</summary>
/// <remarks>Today, because the database stamps what it records by its own clock, and a resolution recorded long after it happened owes no callback.</remarks>
public sealed class DeskClock : TimeProvider
{
    private static readonly TimeSpan Shanghai = TimeSpan.FromHours(8);

    // One day for the whole run, even when it goes on past midnight.
    private static readonly DateTimeOffset Morning = new(DateTimeOffset.UtcNow.ToOffset(Shanghai).Date.AddHours(10), Shanghai);

    public override DateTimeOffset GetUtcNow() => Morning.ToUniversalTime();
}
