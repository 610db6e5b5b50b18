namespace CaseFlow.EventStore.Tests;

/// <summary>The contract on PostgreSQL.</summary>
public sealed class PostgresEventStoreTests(PostgresFixture postgres) : EventStoreContract
{
    protected override async Task<IEventStore> StoreAsync(EventTypes types) =>
        new PostgresEventStore(await postgres.FreshDatabaseAsync(), types);
}
