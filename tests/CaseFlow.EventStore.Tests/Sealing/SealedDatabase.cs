using CaseFlow.EventStore.Sealing;
using Npgsql;

namespace CaseFlow.EventStore.Tests.Sealing;

/// <summary>A database with a sealer, a key and an anchor file of its own, and a superuser who tampers with it.</summary>
public sealed class SealedDatabase : IAsyncDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("caseflow-seal-").FullName;
    private readonly PostgresEventStore store;

    private SealedDatabase(NpgsqlDataSource database)
    {
        Database = database;
        store = new(database, Sample.Types);
        Key = SigningKey.LoadOrCreate(Path.Combine(folder, "signing.key"));
        Anchors = new(Path.Combine(folder, "checkpoints.ndjson"));
        Sealer = new(database, Key, options: new() { StretchSize = 4 });
    }

    public NpgsqlDataSource Database { get; }

    public SigningKey Key { get; }

    public TrustedKeys Keys => new(Key.PublicPem);

    public AnchorFile Anchors { get; }

    public Sealer Sealer { get; }

    public ChainTables Tables => Sealer.Tables;

    public string KeyFile => Path.Combine(folder, "signing.key");

    public string LogFile => Path.Combine(folder, "events.ndjson");

    /// <summary>Ten sealed events on two streams, at positions 1 to 10, and two that are not sealed.</summary>
    public static async Task<SealedDatabase> StartAsync(PostgresFixture postgres)
    {
        var database = new SealedDatabase(await postgres.FreshDatabaseAsync());
        await database.AppendAsync(6);
        await database.AppendAsync(4);
        Assert.Equal(10, await database.Sealer.SealAsync());
        Assert.Equal(3, await database.Anchors.KeepAsync(database.Tables));
        await database.AppendAsync(2);
        return database;
    }

    public async Task AppendAsync(int events) => await store.AppendAsync(Sample.Stream(), default, Sample.Counts(events));

    /// <summary>What a superuser can do: whatever he likes, with no trigger in the way.</summary>
    public async Task TamperAsync(string sql)
    {
        await using var command = Database.CreateCommand($"begin; set local session_replication_role = replica; {sql}; commit");
        await command.ExecuteNonQueryAsync();
    }

    public Task<ChainReport> VerifyAsync(bool anchored = false) => ChainVerification.RunAsync(Tables, Keys, anchored ? Anchors.All() : null);

    public async Task<ChainFinding> FindAsync(bool anchored = false) => Assert.IsType<ChainFinding>((await VerifyAsync(anchored)).First);

    public async Task<EventLogEnd> ExportAsync(long? from = null, long? until = null)
    {
        await using var file = File.Create(LogFile);
        return await EventLog.WriteAsync(Tables, file, from, until, DateTimeOffset.UtcNow);
    }

    public async ValueTask DisposeAsync()
    {
        store.Dispose();
        await Database.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }
}
