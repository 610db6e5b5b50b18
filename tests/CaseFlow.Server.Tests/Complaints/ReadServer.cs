using CaseFlow.Testing;

namespace CaseFlow.Server.Tests.Complaints;

/// <summary>One server for all tests of a class that only record and ask, each in a province of its own.</summary>
public sealed class ReadServer(PostgresFixture postgres) : IAsyncLifetime
{
    public ServerUnderTest Server { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Server = await ServerUnderTest.StartAsync(postgres, new FixedClock(Recorder.At("2026-03-31T00:00:00Z")));

    public ValueTask DisposeAsync() => Server.DisposeAsync();
}

/// <summary>A clock that stands still.</summary>
internal sealed class FixedClock(DateTimeOffset now) : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => now;
}
