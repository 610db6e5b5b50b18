namespace CaseFlow.Testing;

/// <summary>One server for all tests of a class that take care not to meet: each works on cases of its own.</summary>
public sealed class SharedServer(PostgresFixture postgres) : IAsyncLifetime
{
    /// <summary>The server.</summary>
    public ServerUnderTest Server { get; private set; } = null!;

    /// <summary>The desk, worked over HTTP.</summary>
    public Desk Desk { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Server = await ServerUnderTest.StartAsync(postgres);
        Desk = new(Server);
    }

    public ValueTask DisposeAsync() => Server.DisposeAsync();
}
