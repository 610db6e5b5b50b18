using System.Text;
using CaseFlow.EventStore.Sealing;

namespace CaseFlow.EventStore.Tests.Sealing;

/// <summary>The history as a file: verified without a database, and read back into an empty one.</summary>
public sealed class EventLogs(PostgresFixture postgres)
{
    [Fact]
    public async Task A_log_read_back_into_an_empty_database_is_the_same_chain()
    {
        await using var original = await SealedDatabase.StartAsync(postgres);
        var end = await original.ExportAsync();
        await using var copy = await postgres.FreshDatabaseAsync();

        var report = await EventLogRestore.RunAsync(copy, original.LogFile, original.Keys);

        Assert.True(report.IsGenuine, $"{report.First}");
        Assert.Equal((12, 3, end.Chain), (end.Events, end.Checkpoints, report.Chain));
        var tables = new ChainTables(copy);
        Assert.Equal(await HashesAsync(original.Tables), await HashesAsync(tables));
        Assert.Equal(await original.Tables.LastAsync(), await tables.LastAsync());
        var there = await ChainVerification.RunAsync(tables, original.Keys, original.Anchors.All());
        Assert.Equal(await original.VerifyAsync(anchored: true), there);
        Assert.Equal(end.Chain, there.Chain);

        // It goes on: streams, positions and seals follow what was read back.
        using var store = new PostgresEventStore(copy, Sample.Types);
        Assert.Equal(new Appended(1, 13), await store.AppendAsync(Sample.Stream(), default, [Sample.Counted()]));
        Assert.Equal(3, await new Sealer(copy, original.Key, original.Anchors).SealAsync());
    }

    [Fact]
    public async Task A_database_that_is_not_empty_is_refused()
    {
        await using var original = await SealedDatabase.StartAsync(postgres);
        await original.ExportAsync();

        await Assert.ThrowsAsync<InvalidOperationException>(() => EventLogRestore.RunAsync(original.Database, original.LogFile, original.Keys));
        Assert.Equal(12, (await original.VerifyAsync()).Events);
    }

    [Theory]
    [InlineData("\"amount\": 3", "\"amount\": 4", Tampering.Altered, 3)]
    [InlineData("\"position\":12,", "\"position\":13,", Tampering.Altered, 13)]
    [InlineData("\"position\":7,", "\"position\":8,", Tampering.Removed, 7)]
    [InlineData("\"end\":{\"events\":12", "\"end\":{\"events\":13", Tampering.StretchAltered, 11)]
    public async Task A_changed_file_is_found_and_leaves_the_database_empty(string from, string to, Tampering kind, long position)
    {
        await using var original = await SealedDatabase.StartAsync(postgres);
        await original.ExportAsync();
        var text = await File.ReadAllTextAsync(original.LogFile);
        var at = text.IndexOf(from, StringComparison.Ordinal);
        await File.WriteAllTextAsync(original.LogFile, text[..at] + to + text[(at + from.Length)..]);
        await using var copy = await postgres.FreshDatabaseAsync();

        var found = (await EventLogRestore.RunAsync(copy, original.LogFile, original.Keys)).First!;

        Assert.Equal((kind, position), (found.Kind, found.Position));
        Assert.Equal(0, (await ChainVerification.RunAsync(new(copy), original.Keys)).Events);
    }

    [Theory]
    [InlineData(8, Tampering.Removed, 5)]
    [InlineData(15, Tampering.StretchAltered, 11)]
    [InlineData(16, Tampering.StretchAltered, 11)]
    public async Task A_file_without_a_line_is_found(int line, Tampering kind, long position)
    {
        await using var original = await SealedDatabase.StartAsync(postgres);
        await original.ExportAsync();
        var lines = (await File.ReadAllLinesAsync(original.LogFile)).ToList();
        lines.RemoveAt(line - 1);
        await File.WriteAllLinesAsync(original.LogFile, lines);

        var found = (await EventLog.VerifyAsync(original.LogFile, original.Keys)).First!;

        Assert.True((kind, position) == (found.Kind, found.Position), $"{found}\n{string.Join('\n', lines.Select(one => one[..Math.Min(40, one.Length)]))}");
    }

    [Fact]
    public async Task A_file_that_was_cut_is_found_and_by_what_was_kept_outside_even_with_a_new_end()
    {
        await using var original = await SealedDatabase.StartAsync(postgres);
        await original.ExportAsync();
        var lines = await File.ReadAllLinesAsync(original.LogFile);
        await File.WriteAllLinesAsync(original.LogFile, lines[..^1]);
        Assert.Equal(Tampering.Truncated, (await EventLog.VerifyAsync(original.LogFile, original.Keys)).First!.Kind);

        await original.ExportAsync(until: 8);
        var part = await File.ReadAllTextAsync(original.LogFile);
        await File.WriteAllTextAsync(original.LogFile, part.Replace("\"to\":8", "\"to\":null", StringComparison.Ordinal));
        Assert.True((await EventLog.VerifyAsync(original.LogFile, original.Keys)).IsGenuine);
        var found = (await EventLog.VerifyAsync(original.LogFile, original.Keys, original.Anchors.All())).First!;
        Assert.Equal((Tampering.Truncated, 9), (found.Kind, found.Position));
    }

    [Theory]
    [InlineData(1, 12, 12, 3)]
    [InlineData(3, 7, 5, 2)]
    [InlineData(6, null, 7, 2)]
    [InlineData(null, 2, 2, 1)]
    [InlineData(12, null, 1, 0)]
    public async Task A_part_is_verified_by_itself_and_not_read_back(int? from, int? until, long events, long checkpoints)
    {
        await using var original = await SealedDatabase.StartAsync(postgres);
        await original.ExportAsync(from, until);

        var report = await EventLog.VerifyAsync(original.LogFile, original.Keys);

        Assert.True(report.IsGenuine, $"{report.First}");
        Assert.Equal((events, checkpoints), (report.Events, report.Checkpoints));
        if (from is not null)
        {
            await using var copy = await postgres.FreshDatabaseAsync();
            await Assert.ThrowsAsync<InvalidDataException>(() => EventLogRestore.RunAsync(copy, original.LogFile, original.Keys));
        }
    }

    [Fact]
    public async Task Every_kind_of_text_and_number_survives()
    {
        await using var original = await SealedDatabase.StartAsync(postgres);
        await original.TamperAsync("""
            insert into mt_events (seq_id, id, stream_id, version, data, type, headers, user_name, tenant_id)
            select 100, gen_random_uuid(), stream_id, 100, '{"name": "张伟 \\ \" \u0001 😀", "n": 1.50, "big": 123456789012345678901234567890.123, "nested": [[{}, null, true]]}', type, null, '王芳 "x"', null
            from mt_events where seq_id = 3;
            insert into mt_events (seq_id, id, stream_id, version, data, type, bdata) select 101, gen_random_uuid(), null, 1, '[]', 'bare', '\x00ff'
            """);
        await original.Sealer.SealAsync();
        await original.ExportAsync();
        await using var copy = await postgres.FreshDatabaseAsync();

        Assert.True((await EventLogRestore.RunAsync(copy, original.LogFile, original.Keys)).IsGenuine);

        Assert.Equal(await HashesAsync(original.Tables), await HashesAsync(new(copy)));
        Assert.Contains("张伟", await File.ReadAllTextAsync(original.LogFile, Encoding.UTF8), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("hello")]
    [InlineData("{\"log\":\"caseflow-events/2\"}")]
    public async Task What_is_no_event_log_is_said_to_be_none(string text)
    {
        await using var original = await SealedDatabase.StartAsync(postgres);
        await File.WriteAllTextAsync(original.LogFile, text);

        await Assert.ThrowsAsync<InvalidDataException>(() => EventLog.VerifyAsync(original.LogFile, original.Keys));
    }

    private static async Task<List<string>> HashesAsync(ChainTables tables)
    {
        var hashes = new List<string>();
        await foreach (var one in tables.EventsAsync(long.MinValue))
            hashes.Add(one.Seal().Content);
        return hashes;
    }
}
