using System.Text;
using CaseFlow.Server.Platform.Embedded;
using CaseFlow.Testing;
using Npgsql;

namespace CaseFlow.Server.Tests.PersonalData;

/// <summary>What an erasure leaves on the disk: read from the files of a PostgreSQL of its own, tables, write-ahead log and logs alike.</summary>
public sealed class ErasureDrill
{
    /// <summary>The step of <c>docs/runbook.md</c> that clears the files of what the database has given up.</summary>
    private static readonly string[] Clearing =
        ["alter system set wal_recycle = off", "select pg_reload_conf()", "vacuum full caseflow_keys", "select pg_switch_wal()", "checkpoint", "alter system reset wal_recycle", "select pg_reload_conf()"];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task No_file_holds_the_key_or_a_word_of_who_was_erased()
    {
        await using var database = await EmbeddedDatabase.StartAsync(EmbeddedOptions.InTemporaryFolder(), Cancel);
        await using var server = await ServerUnderTest.StartAsync(database);
        var desk = new Desk(server);
        var (customer, _) = await ErasureTests.EndedCaseAsync(server, desk);
        var passwords = await File.ReadAllLinesAsync(Path.Combine(Path.GetDirectoryName(database.DataFolder)!, "passwords"), Cancel);
        await using var admin = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(server.ConnectionString) { Username = "postgres", Password = passwords[0] }.ConnectionString);
        var key = (byte[])(await ScalarAsync(admin, $"select wrapped from caseflow_keys where subject = '{customer}'"))!;
        var said = ErasureTests.Said.Select(Encoding.UTF8.GetBytes).ToList();
        await ScalarAsync(admin, "checkpoint");

        // What was said was never on the disk in clear; the wrapped key is, in the table and in the log.
        // A page of the log may begin in the middle of the key, but in one of its halves only.
        byte[][] halves = [key[..(key.Length / 2)], key[(key.Length / 2)..]];
        Assert.NotEmpty(Holding(database, key, "base"));
        Assert.NotEmpty(halves.SelectMany(half => Holding(database, half, "pg_wal")));
        Assert.All(said, text => Assert.Empty(Holding(database, text)));

        await ErasureTests.EraseAsync(desk, customer);
        await ErasureTests.CaughtUpAsync(server);
        foreach (var step in Clearing) await ScalarAsync(admin, step);

        Assert.All(halves, half => Assert.Empty(Holding(database, half)));
        Assert.All(said, text => Assert.Empty(Holding(database, text)));
        Assert.DoesNotContain(server.Log.Lines, line => ErasureTests.Said.Any(text => line.Contains(text, StringComparison.Ordinal)));
    }

    /// <summary>The files below the home folder that hold some bytes; below one folder of the data when it is named.</summary>
    private static List<string> Holding(EmbeddedDatabase database, byte[] bytes, string? folder = null)
    {
        var root = folder is null ? Path.GetDirectoryName(database.DataFolder)! : Path.Combine(database.DataFolder, folder);
        return [.. Directory.EnumerateFiles(root, "*", SearchOption.AllDirectories).Where(file => Read(file).AsSpan().IndexOf(bytes) >= 0)];
    }

    /// <summary>A file that the server removes meanwhile holds nothing; one that it writes to is read beside it.</summary>
    private static byte[] Read(string file)
    {
        try
        {
            using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var whole = new MemoryStream();
            stream.CopyTo(whole);
            return whole.ToArray();
        }
        catch (Exception gone) when (gone is FileNotFoundException or DirectoryNotFoundException)
        {
            return [];
        }
    }

    private static async Task<object?> ScalarAsync(NpgsqlDataSource database, string sql)
    {
        await using var command = database.CreateCommand(sql);
        return await command.ExecuteScalarAsync(Cancel);
    }
}
