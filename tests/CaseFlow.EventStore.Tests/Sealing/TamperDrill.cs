using CaseFlow.EventStore.Sealing;

namespace CaseFlow.EventStore.Tests.Sealing;

/// <summary>A superuser changes the history with all triggers off; each kind of change is found and named.</summary>
public sealed class TamperDrill(PostgresFixture postgres)
{
    [Fact]
    public async Task An_honest_history_is_genuine_with_its_unsealed_tail()
    {
        await using var sealedAs = await SealedDatabase.StartAsync(postgres);

        var report = await sealedAs.VerifyAsync(anchored: true);

        Assert.True(report.IsGenuine, $"{report.First}");
        Assert.Equal((12, 2, 3, 3, 12), (report.Events, report.Unsealed, report.Checkpoints, report.Anchored, report.LastPosition));
    }

    [Theory]
    [InlineData("update mt_events set data = jsonb_set(data, '{amount}', '99') where seq_id = 5")]
    [InlineData("update mt_events set timestamp = timestamp + interval '1 microsecond' where seq_id = 5")]
    [InlineData("update mt_events set user_name = 'bert' where seq_id = 5")]
    [InlineData("update mt_events set user_name = null where seq_id = 5")]
    [InlineData("update mt_events set headers = headers || '{\"occurredAt\": \"2001-01-01T00:00:00Z\"}' where seq_id = 5")]
    [InlineData("update mt_events set type = 'thing_painted' where seq_id = 5")]
    [InlineData("update mt_events set correlation_id = causation_id, causation_id = correlation_id where seq_id = 5")]
    [InlineData("update mt_events set tenant_id = 'other' where seq_id = 5")]
    [InlineData("update mt_events set mt_dotnet_type = 'Other' where seq_id = 5")]
    [InlineData("update mt_events set is_archived = true where seq_id = 5")]
    [InlineData("update mt_events set bdata = '\\x00' where seq_id = 5")]
    [InlineData("update mt_events set version = 50 where seq_id = 5")]
    [InlineData("update mt_events set id = gen_random_uuid() where seq_id = 5")]
    public async Task Whatever_is_altered_of_an_event_is_found(string tampering)
    {
        await using var sealedAs = await SealedDatabase.StartAsync(postgres);
        await sealedAs.TamperAsync(tampering);

        var found = await sealedAs.FindAsync();

        Assert.Equal((Tampering.Altered, 5, 5, 2), (found.Kind, found.Position, found.Version, found.Checkpoint));
    }

    [Fact]
    public async Task A_stream_that_becomes_another_kind_alters_its_events()
    {
        await using var sealedAs = await SealedDatabase.StartAsync(postgres);
        await sealedAs.TamperAsync("update mt_streams set type = 'other' where id = (select stream_id from mt_events where seq_id = 8)");

        var found = await sealedAs.FindAsync();

        Assert.Equal((Tampering.Altered, 7, 1), (found.Kind, found.Position, found.Version));
    }

    [Fact]
    public async Task A_deleted_event_is_named()
    {
        await using var sealedAs = await SealedDatabase.StartAsync(postgres);
        await sealedAs.TamperAsync("delete from mt_events where seq_id = 8");

        var found = await sealedAs.FindAsync();

        Assert.Equal((Tampering.Removed, 8, 2, 2), (found.Kind, found.Position, found.Version, found.Checkpoint));
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(-7, -7)]
    public async Task An_event_that_was_put_among_sealed_ones_is_named(long position, long named)
    {
        await using var sealedAs = await SealedDatabase.StartAsync(postgres);
        await sealedAs.TamperAsync($"insert into mt_events (seq_id, id, stream_id, version, data, type) select {position}, gen_random_uuid(), stream_id, 77, data, type from mt_events where seq_id = 3");

        var found = await sealedAs.FindAsync();

        Assert.Equal((Tampering.Inserted, named, 77), (found.Kind, found.Position, found.Version));
    }

    [Fact]
    public async Task An_event_put_into_a_gap_between_two_checkpoints_is_named()
    {
        await using var sealedAs = await SealedDatabase.StartAsync(postgres);
        await sealedAs.Sealer.SealAsync();
        await sealedAs.TamperAsync("select setval('mt_events_sequence', 20)");
        await sealedAs.AppendAsync(1);
        await sealedAs.Sealer.SealAsync();
        await sealedAs.TamperAsync("insert into mt_events (seq_id, id, stream_id, version, data, type) select 15, gen_random_uuid(), stream_id, 77, data, type from mt_events where seq_id = 3");

        var found = await sealedAs.FindAsync();

        Assert.Equal((Tampering.Inserted, 15), (found.Kind, found.Position));
    }

    [Theory]
    [InlineData(2, 3)]
    [InlineData(2, 9)]
    public async Task Two_events_that_changed_places_are_named(long one, long other)
    {
        await using var sealedAs = await SealedDatabase.StartAsync(postgres);
        await sealedAs.TamperAsync($"update mt_events set seq_id = -1 where seq_id = {one}; update mt_events set seq_id = {one} where seq_id = {other}; update mt_events set seq_id = {other} where seq_id = -1");

        var found = await sealedAs.FindAsync();

        Assert.Equal((Tampering.Reordered, one, other), (found.Kind, found.Position, found.FoundAt));
    }

    [Fact]
    public async Task An_event_that_was_moved_to_the_front_is_named()
    {
        await using var sealedAs = await SealedDatabase.StartAsync(postgres);
        await sealedAs.TamperAsync("update mt_events set seq_id = 0 where seq_id = 9");

        var found = await sealedAs.FindAsync();

        Assert.Equal((Tampering.Reordered, 9, 0), (found.Kind, found.Position, found.FoundAt));
    }

    [Fact]
    public async Task A_tail_that_was_cut_is_named()
    {
        await using var sealedAs = await SealedDatabase.StartAsync(postgres);
        await sealedAs.TamperAsync("delete from mt_events where seq_id >= 6");

        var found = await sealedAs.FindAsync();

        Assert.Equal((Tampering.Truncated, 6, 6), (found.Kind, found.Position, found.Version));
    }

    [Theory]
    [InlineData("delete from mt_events where seq_id > 8; delete from caseflow_checkpoints where number > 2", Tampering.Truncated, 9)]
    [InlineData("delete from mt_events where seq_id > 6; delete from caseflow_checkpoints where number > 1", Tampering.Truncated, 7)]
    [InlineData("delete from mt_events; delete from caseflow_checkpoints", Tampering.Truncated, 1)]
    [InlineData("delete from caseflow_checkpoints where number > 2", Tampering.CheckpointRemoved, 9)]
    [InlineData("delete from caseflow_checkpoints", Tampering.CheckpointRemoved, 1)]
    public async Task What_was_cut_with_its_checkpoints_is_found_by_what_was_kept_outside(string tampering, Tampering kind, long position)
    {
        await using var sealedAs = await SealedDatabase.StartAsync(postgres);
        await sealedAs.TamperAsync(tampering);

        Assert.True((await sealedAs.VerifyAsync()).IsGenuine);
        var found = await sealedAs.FindAsync(anchored: true);

        Assert.Equal((kind, position), (found.Kind, found.Position));
        await Assert.ThrowsAsync<ChainForkedException>(() => sealedAs.Anchors.KeepAsync(sealedAs.Tables));
        await Assert.ThrowsAsync<ChainForkedException>(() => new Sealer(sealedAs.Database, sealedAs.Key, sealedAs.Anchors).SealAsync());
    }

    [Fact]
    public async Task An_older_database_that_went_on_otherwise_is_found_by_what_was_kept_outside()
    {
        await using var sealedAs = await SealedDatabase.StartAsync(postgres);
        await sealedAs.TamperAsync("delete from mt_events where seq_id > 8; delete from caseflow_checkpoints where number > 2");
        await sealedAs.AppendAsync(3);
        await sealedAs.Sealer.SealAsync();

        Assert.True((await sealedAs.VerifyAsync()).IsGenuine);
        var found = await sealedAs.FindAsync(anchored: true);

        Assert.Equal((Tampering.SetBack, 9, 3), (found.Kind, found.Position, found.Checkpoint));
    }

    [Fact]
    public async Task Who_rewrites_the_chain_too_and_has_another_key_is_found()
    {
        await using var sealedAs = await SealedDatabase.StartAsync(postgres);
        await sealedAs.TamperAsync("update mt_events set user_name = 'bert' where seq_id = 5; delete from caseflow_checkpoints");
        var folder = Directory.CreateTempSubdirectory();
        await new Sealer(sealedAs.Database, SigningKey.LoadOrCreate(Path.Combine(folder.FullName, "other.key")), options: new() { StretchSize = 4 }).SealAsync();
        folder.Delete(recursive: true);

        var found = await sealedAs.FindAsync();
        Assert.Equal((Tampering.CheckpointForged, 1, 1), (found.Kind, found.Position, found.Checkpoint));

        found = await sealedAs.FindAsync(anchored: true);
        Assert.Equal((Tampering.CheckpointForged, 1, 1), (found.Kind, found.Position, found.Checkpoint));
    }

    [Theory]
    [InlineData("update caseflow_checkpoints set root = repeat('0', 64) where number = 2")]
    [InlineData("update caseflow_checkpoints set chain = 'none' where number = 2")]
    [InlineData("update caseflow_checkpoints set sealed_at = sealed_at + interval '1 hour' where number = 2")]
    [InlineData("update caseflow_checkpoints set count = 3 where number = 2")]
    [InlineData("update caseflow_checkpoints set signature = '' where number = 2")]
    [InlineData("update caseflow_checkpoints set key_id = 'other' where number = 2")]
    public async Task A_checkpoint_that_was_changed_is_named(string tampering)
    {
        await using var sealedAs = await SealedDatabase.StartAsync(postgres);
        await sealedAs.TamperAsync(tampering);

        var found = await sealedAs.FindAsync();

        Assert.Equal((Tampering.CheckpointForged, 2), (found.Kind, found.Checkpoint));
    }

    [Fact]
    public async Task A_checkpoint_that_was_taken_out_of_the_middle_leaves_a_chain_that_does_not_follow()
    {
        await using var sealedAs = await SealedDatabase.StartAsync(postgres);
        await sealedAs.TamperAsync("delete from caseflow_checkpoints where number = 2");

        Assert.Equal((Tampering.CheckpointForged, 3), ((await sealedAs.FindAsync()).Kind, (await sealedAs.FindAsync()).Checkpoint!.Value));
    }

    [Fact]
    public async Task Changed_seals_are_told_from_changed_events()
    {
        await using var sealedAs = await SealedDatabase.StartAsync(postgres);
        await sealedAs.TamperAsync("update caseflow_checkpoints set seals = set_byte(seals, 100, get_byte(seals, 100) # 1) where number = 2");
        Assert.Equal((Tampering.SealsAltered, 5), ((await sealedAs.FindAsync()).Kind, (await sealedAs.FindAsync()).Position));

        await sealedAs.TamperAsync("update mt_events set user_name = 'bert' where seq_id = 6");
        var found = await sealedAs.FindAsync();
        Assert.Equal((Tampering.StretchAltered, 5, 8), (found.Kind, found.Position, found.LastPosition));
    }

    [Fact]
    public async Task Without_the_superuser_checkpoints_are_as_permanent_as_events()
    {
        await using var sealedAs = await SealedDatabase.StartAsync(postgres);
        await using var command = sealedAs.Database.CreateCommand("update caseflow_checkpoints set count = 1");

        Assert.Equal("CF003", (await Assert.ThrowsAsync<Npgsql.PostgresException>(() => command.ExecuteNonQueryAsync())).SqlState);
    }
}
