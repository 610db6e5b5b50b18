using Npgsql;

namespace CaseFlow.EventStore.Tests;

/// <summary>Long answers are read in portions, and headers that another program wrote are taken for what they are.</summary>
public sealed class ReadingAllTests(PostgresFixture postgres)
{
    [Fact]
    public async Task Of_many_events_none_is_missed_and_each_keeps_its_stream_and_its_place()
    {
        await using var database = await postgres.FreshDatabaseAsync();
        var store = new PostgresEventStore(database, Sample.Types);
        var appended = new List<(StreamId Stream, Guid Id, int Amount)>();
        for (var stream = 0; stream < 7; stream++)
        {
            var (name, events) = (new StreamId($"kind{stream}", Guid.NewGuid()), Sample.Counts(150));
            await store.AppendAsync(name, default, events);
            appended.AddRange(events.Select(e => (name, e.Id, ((ThingCounted)e.Data).Amount)));
        }

        var whole = await store.ReadAllAsync(0, 2_000);
        var part = await store.ReadAllAsync(whole[99].Position, 700);

        Assert.Equal(appended, whole.Select(e => (e.Stream, e.Id, ((ThingCounted)e.Data).Amount)));
        Assert.Equal(whole.Select(e => e.Position).Order(), whole.Select(e => e.Position));
        Assert.Equal(whole.Skip(100).Take(700), part);
    }

    [Fact]
    public async Task Of_several_unreadable_events_the_first_is_named()
    {
        await using var database = await postgres.FreshDatabaseAsync();
        var store = new PostgresEventStore(database, Sample.Types);
        var stream = Sample.Stream();
        await store.AppendAsync(stream, default, Sample.Counts(600));
        await InsertAsync(database, stream.Value, 601, """{"thing": "apple", "amount": "many"}""", "null");
        await store.AppendAsync(stream, ExpectedVersion.Any, Sample.Counts(600));
        await InsertAsync(database, stream.Value, 1202, """{"thing": "apple", "amount": "more"}""", "null");

        var fault = await Assert.ThrowsAsync<UnreadableEventException>(() => store.ReadAllAsync(0, 5_000));

        var readable = await store.ReadAllAsync(0, 600);
        Assert.Equal(600, readable.Count);
        Assert.Equal(readable[^1].Position + 1, fault.Position);
        Assert.Contains("601", fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""'{"occurredAt": 5, "precision": ["Day"], "commandId": {"commandDigest": "no"}}'""", false, OccurrencePrecision.Second, false, null)]
    [InlineData("""'{"occurredAt": "2011-03-07T12:00:00+08:00", "precision": "Hour", "commandId": "0a0b0c0d-0000-0000-0000-000000000001", "commandDigest": "yes", "other": [{"precision": "Day"}]}'""", true, OccurrencePrecision.Hour, true, "yes")]
    [InlineData("""'{"occurredAt": "soon", "precision": "Eternity", "commandId": "mine", "commandDigest": null}'""", false, OccurrencePrecision.Second, false, null)]
    [InlineData("""'["occurredAt", "2011-03-07T12:00:00+08:00"]'""", false, OccurrencePrecision.Second, false, null)]
    [InlineData("null", false, OccurrencePrecision.Second, false, null)]
    public async Task Headers_say_what_they_can(string headers, bool occurred, OccurrencePrecision precision, bool commanded, string? digest)
    {
        await using var database = await postgres.FreshDatabaseAsync();
        await InsertAsync(database, Guid.NewGuid(), 1, """{"thing": "apple", "amount": 1}""", headers);

        var read = Assert.Single(await new PostgresEventStore(database, Sample.Types).ReadAllAsync(0, 10));

        Assert.Equal(occurred ? Sample.Noon : read.RecordedAt, read.Metadata.OccurredAt);
        Assert.Equal(precision, read.Metadata.Precision);
        Assert.Equal(commanded, read.Metadata.CommandId != Guid.Empty);
        Assert.Equal(digest, read.Metadata.CommandDigest);
    }

    /// <summary>An event as another program writes it.</summary>
    private static async Task InsertAsync(NpgsqlDataSource database, Guid stream, long version, string body, string headers)
    {
        await using var insert = database.CreateCommand($"""
            insert into mt_streams (id, version) values ('{stream}', {version}) on conflict (id) do update set version = excluded.version;
            insert into mt_events (seq_id, id, stream_id, version, data, type, headers)
            values (nextval('mt_events_sequence'), gen_random_uuid(), '{stream}', {version}, '{body}', 'thing_counted', {headers})
            """);
        await insert.ExecuteNonQueryAsync();
    }
}
