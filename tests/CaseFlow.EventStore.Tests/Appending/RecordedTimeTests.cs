using Npgsql;

namespace CaseFlow.EventStore.Tests.Appending;

/// <summary>What is recorded later is never earlier, though clocks are put back.</summary>
public sealed class RecordedTimeTests(PostgresFixture postgres) : IAsyncLifetime
{
    private static readonly TimeSpan Ahead = TimeSpan.FromHours(1);

    private NpgsqlDataSource database = null!;

    public async ValueTask InitializeAsync() => database = await postgres.FreshDatabaseAsync();

    public async ValueTask DisposeAsync() => await database.DisposeAsync();

    [Fact]
    public async Task Who_appends_alone_follows_what_another_program_recorded_when_the_clock_was_ahead()
    {
        using var store = new PostgresEventStore(database, Sample.Types);
        var stream = Sample.Stream();
        await store.AppendAsync(stream, default, [Sample.Counted()]);
        var ahead = await AnotherProgramAsync();

        await store.AppendAsync(stream, ExpectedVersion.Exactly(1), [Sample.Counted()]);
        await store.AppendAsync(stream, ExpectedVersion.Exactly(2), Sample.Counts(3));
        await store.AppendAsync(Sample.Stream(), default, [Sample.Counted()]);

        Assert.Equal(Enumerable.Repeat(ahead, 6), (await store.ReadAllAsync(1, 100)).Select(e => e.RecordedAt));
    }

    [Fact]
    public async Task So_do_those_who_append_together()
    {
        using var store = new PostgresEventStore(database, Sample.Types);
        Task<AppendResult>[] appends;
        DateTimeOffset ahead;
        await using (var held = await HeldAppends.HoldAsync(database))
        {
            appends = [store.AppendAsync(Sample.Stream(), default, [Sample.Counted()])];
            await held.WaitForAsync(1);
            // Recorded while they wait for their turn.
            ahead = await AnotherProgramAsync();
            appends = [.. appends, .. Enumerable.Range(0, 5).Select(_ => store.AppendAsync(Sample.Stream(), default, [Sample.Counted()]))];
        }

        await Task.WhenAll(appends);

        Assert.Equal(Enumerable.Repeat(ahead, 7), (await store.ReadAllAsync(0, 100)).Select(e => e.RecordedAt));
    }

    /// <summary>Records an event as a program does whose clock is ahead; answers its time.</summary>
    private async Task<DateTimeOffset> AnotherProgramAsync()
    {
        await using var command = database.CreateCommand("""
            with stream as (
                insert into mt_streams (id, type, version) values ($1, 'thing', 1) returning id
            )
            insert into mt_events (seq_id, id, stream_id, version, data, type, timestamp, user_name, correlation_id, headers)
            select nextval('mt_events_sequence'), $2, id, 1, '{"thing":"apple","amount":1}', 'thing_counted', clock_timestamp() + $3, 'anna', 'correlation',
                jsonb_build_object('occurredAt', '2011-03-07T12:00:00+08:00', 'precision', 'exact', 'commandId', $4)
            from stream
            returning timestamp
            """);
        command.Parameters.AddRange((NpgsqlParameter[])[new() { Value = Guid.NewGuid() }, new() { Value = Guid.NewGuid() }, new() { Value = Ahead }, new() { Value = Guid.NewGuid() }]);
        return new((DateTime)(await command.ExecuteScalarAsync())!);
    }
}
