using CaseFlow.EventStore.Appending;
using Npgsql;

namespace CaseFlow.EventStore;

/// <summary>Streams in Marten's tables on PostgreSQL. Make the schema first with <see cref="EventStoreSchema.MigrateAsync"/>.</summary>
public sealed class PostgresEventStore : IEventStore, IDisposable
{
    private readonly NpgsqlDataSource database;
    private readonly EventTypes types;
    private readonly AppendOptions options;
    private readonly AppendQueue queue;
    private readonly EventReader reader;

    /// <summary>A store in <paramref name="database"/> whose events are of <paramref name="types"/>.</summary>
    public PostgresEventStore(NpgsqlDataSource database, EventTypes types, AppendOptions? options = null)
    {
        (this.database, this.types, this.options) = (database, types, options ?? new());
        queue = new(database, this.options);
        reader = new(database, types);
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">
    /// There is no event; an event's type is not registered; an event id is recorded already, but not by this append;
    /// the stream is of another type; or a text holds U+0000.
    /// </exception>
    public Task<AppendResult> AppendAsync(StreamId stream, ExpectedVersion expected, IReadOnlyList<NewEvent> events, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(events);
        return queue.AppendAsync(new(stream, expected, AppendRow.Write(types, stream, events)), cancellation);
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">As of <see cref="AppendAsync"/>, of any of them; the others may be recorded.</exception>
    public async Task<IReadOnlyList<AppendResult>> AppendManyAsync(IReadOnlyList<StreamAppend> appends, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(appends);
        await using var bulk = new BulkAppend(database, types, queue, options);
        return await bulk.RunAsync(appends, cancellation);
    }

    /// <inheritdoc/>
    /// <exception cref="UnreadableEventException">A body does not fit its type.</exception>
    public Task<IReadOnlyList<RecordedEvent>> ReadStreamAsync(Guid stream, long afterVersion = 0, CancellationToken cancellation = default) =>
        reader.StreamAsync(stream, afterVersion, cancellation);

    /// <inheritdoc/>
    /// <exception cref="UnreadableEventException">A body does not fit its type.</exception>
    public Task<IReadOnlyList<RecordedEvent>> ReadAllAsync(long afterPosition, int limit, CancellationToken cancellation = default) =>
        reader.AllAsync(afterPosition, limit, cancellation);

    /// <inheritdoc/>
    public async Task<long> HeadAsync(CancellationToken cancellation = default)
    {
        await using var command = database.CreateCommand(SqlText.Head);
        return (long)(await command.ExecuteScalarAsync(cancellation))!;
    }

    /// <summary>Gives the connections of appends back; those under way are finished.</summary>
    public void Dispose() => queue.Dispose();
}
