using Npgsql;

namespace CaseFlow.EventStore.Tests;

/// <summary>The contract on PostgreSQL, and what holds only there.</summary>
public sealed class PostgresEventStoreTests(PostgresFixture postgres) : EventStoreContract
{
    private NpgsqlDataSource? database;

    protected override async Task<IEventStore> StoreAsync(EventTypes types) =>
        new PostgresEventStore(database = await postgres.FreshDatabaseAsync(), types);

    protected override IEventStore With(IEventStore store, EventTypes types) => new PostgresEventStore(database!, types);

    private async Task<object?> SqlAsync(string sql)
    {
        await using var command = database!.CreateCommand(sql);
        return await command.ExecuteScalarAsync();
    }

    [Theory]
    [InlineData("update mt_events set data = '{}'")]
    [InlineData("delete from mt_events")]
    [InlineData("delete from mt_streams")]
    [InlineData("truncate mt_events")]
    [InlineData("truncate mt_streams cascade")]
    public async Task Promise_5_recorded_events_are_never_updated_or_deleted(string change)
    {
        var store = await StoreAsync();
        await store.AppendAsync(Sample.Stream(), default, Sample.Counts(2));
        var before = await store.ReadAllAsync(0, 10);

        var refusal = await Assert.ThrowsAsync<PostgresException>(() => SqlAsync(change));

        Assert.Equal("CF003", refusal.SqlState);
        Assert.Equivalent(before, await store.ReadAllAsync(0, 10), strict: true);
    }

    [Fact]
    public async Task Promise_6_an_append_waits_for_the_disk_even_where_the_session_would_not()
    {
        var store = await StoreAsync();
        await SqlAsync("alter database " + (string)(await SqlAsync("select current_database()"))! + " set synchronous_commit = off");
        NpgsqlConnection.ClearAllPools();
        database!.Clear();
        await SqlAsync("""
            create table seen (setting text);
            create function note() returns trigger language plpgsql as $$ begin insert into seen values (current_setting('synchronous_commit')); return null; end $$;
            create constraint trigger note after insert on mt_events deferrable initially deferred for each row execute function note()
            """);
        Assert.Equal("off", await SqlAsync("show synchronous_commit"));

        await store.AppendAsync(Sample.Stream(), default, [Sample.Counted()]);

        Assert.Equal("on", await SqlAsync("select setting from seen"));
    }

    [Fact]
    public async Task Rows_are_as_marten_expects_them()
    {
        var store = await StoreAsync();
        var command = Guid.Parse("00000000-0000-0000-0000-000000000007");
        var e = Sample.Counted() with
        {
            Metadata = new()
            {
                OccurredAt = Sample.Noon,
                Precision = OccurrencePrecision.Day,
                Actor = "anna",
                CorrelationId = "c",
                CausationId = "b",
                CommandId = command,
                CommandDigest = "d",
            },
        };
        await store.AppendAsync(new("thing", command), default, [e]);

        Assert.Equal(
            """1 1 {"thing": "apple", "amount": 1} thing_counted CaseFlow.EventStore.Tests.ThingCounted, CaseFlow.EventStore.Tests c b anna *DEFAULT* f""",
            await SqlAsync("select concat_ws(' ', seq_id, version, data, type, mt_dotnet_type, correlation_id, causation_id, user_name, tenant_id, is_archived) from mt_events"));
        Assert.Equal(
            """{"commandId": "00000000-0000-0000-0000-000000000007", "precision": "Day", "occurredAt": "2011-03-07T12:00:00+08:00", "commandDigest": "d"}""",
            await SqlAsync("select headers::text from mt_events"));
        Assert.Equal(
            "thing 1 *DEFAULT* f",
            await SqlAsync("select concat_ws(' ', type, version, tenant_id, is_archived) from mt_streams where timestamp = created"));
    }

    [Fact]
    public async Task Streams_that_marten_wrote_are_read_and_appended_to()
    {
        var store = await StoreAsync();
        var stream = Sample.Stream();
        await SqlAsync($$"""
            insert into mt_streams (id, version) values ('{{stream.Value}}', 1);
            insert into mt_events (seq_id, id, stream_id, version, data, type, timestamp)
            values (nextval('mt_events_sequence'), gen_random_uuid(), '{{stream.Value}}', 1, '{"thing": "apple", "amount": 3}', 'thing_counted', '2011-03-07T04:00:00Z')
            """);

        Assert.Equal(new Conflict(1), await store.AppendAsync(stream, default, [Sample.Counted()]));
        Assert.Equal(new Appended(2, 2), await store.AppendAsync(stream, ExpectedVersion.Exactly(1), [Sample.Counted()]));
        var recorded = (await store.ReadStreamAsync(stream.Value))[0];
        Assert.Equal(new ThingCounted("apple", 3), recorded.Data);
        Assert.Equal(new("", stream.Value), recorded.Stream);
        Assert.Equal(
            new EventMetadata { OccurredAt = Sample.Noon, Actor = "unknown", CorrelationId = "", CommandId = Guid.Empty },
            recorded.Metadata);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public async Task Promise_2_holds_beside_a_program_that_does_not_take_our_lock(long version)
    {
        var store = await StoreAsync();
        var stream = Sample.Stream();
        if (version == 1)
            await store.AppendAsync(stream, default, [Sample.Counted()]);
        await using var theirs = await database!.OpenConnectionAsync();
        await using var transaction = await theirs.BeginTransactionAsync();
        await using var write = new NpgsqlCommand(
            $$"""
            insert into mt_streams (id, version) values ('{{stream.Value}}', 1) on conflict (id) do update set version = 2;
            insert into mt_events (seq_id, id, stream_id, version, data, type)
            select nextval('mt_events_sequence'), gen_random_uuid(), id, version, '{}', 'theirs' from mt_streams
            """,
            theirs);
        await write.ExecuteNonQueryAsync();

        var ours = store.AppendAsync(stream, ExpectedVersion.Exactly(version), [Sample.Counted()]);
        while (await SqlAsync("select exists (select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock')") is false)
            Assert.False(ours.IsCompleted, "The append did not wait for the other program.");
        await transaction.CommitAsync();

        Assert.Equal(new Conflict(version + 1), await ours);
    }
}
