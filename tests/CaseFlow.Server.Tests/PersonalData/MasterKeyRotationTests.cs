using CaseFlow.Server.Platform.Vault;
using CaseFlow.EventStore;
using CaseFlow.Server.Platform;
using CaseFlow.Testing;
using Npgsql;

namespace CaseFlow.Server.Tests.PersonalData;

/// <summary>Another master key takes over while servers go on, and nothing is lost wherever it stops.</summary>
public sealed class MasterKeyRotationTests(PostgresFixture postgres) : IDisposable
{
    private const int Customers = 1_700;

    private readonly string folder = Directory.CreateTempSubdirectory("caseflow-rotation-").FullName;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private string KeyFile => Path.Combine(folder, "master.key");

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(4)]
    public async Task A_rotation_that_is_stopped_loses_nothing_and_goes_on(int batches)
    {
        await using var database = NpgsqlDataSource.Create(await postgres.CreateDatabaseAsync());
        await EventStoreSchema.MigrateAsync(database, Cancel);
        await ServerSchema.MigrateAsync(database, Cancel);
        var running = new PersonalDataVault(database, MasterKey.LoadOrCreate(KeyFile));
        await running.CheckMasterKeyAsync(Cancel);
        var customers = Enumerable.Range(0, Customers).Select(_ => CustomerId.From(Guid.NewGuid())).ToList();
        await running.PrepareAsync(customers, Cancel);
        var texts = new Dictionary<CustomerId, Sealed>();
        foreach (var customer in customers) texts[customer] = (await running.SealerAsync(customer, Cancel)).Seal($"Name of {customer.Value}");
        var before = File.ReadAllText(KeyFile);

        await Assert.ThrowsAsync<StoppedException>(() => new MasterKeyRotation(database, MasterKey.LoadOrCreate(KeyFile)).RotateAsync(new StopAfter(batches), Cancel));
        await OpensAsync(database, texts);
        // The server that has run all along seals for somebody new in between, and reads what another wrapped.
        var newcomer = CustomerId.From(Guid.NewGuid());
        texts[newcomer] = (await running.SealerAsync(newcomer, Cancel)).Seal($"Name of {newcomer.Value}");

        await new MasterKeyRotation(database, MasterKey.LoadOrCreate(KeyFile)).RotateAsync(null, Cancel);
        await OpensAsync(database, texts);
        Assert.NotEqual(before, File.ReadAllText(KeyFile));
        Assert.False(File.Exists(KeyFile + ".next"));
        await using var ids = database.CreateCommand("select count(*) from caseflow_keys where master_key_id <> $1");
        ids.Parameters.Add(new() { Value = MasterKey.LoadOrCreate(KeyFile).Id });
        Assert.Equal(0L, await ids.ExecuteScalarAsync(Cancel));

        // The old key is not needed any more.
        foreach (var retired in Directory.EnumerateFiles(folder).Where(file => file != KeyFile)) File.Delete(retired);
        await OpensAsync(database, texts);
        var another = CustomerId.From(Guid.NewGuid());
        texts[another] = (await running.SealerAsync(another, Cancel)).Seal($"Name of {another.Value}");
        await OpensAsync(database, texts);
    }

    [Fact]
    public async Task A_rotation_whose_process_is_killed_in_the_middle_is_carried_to_its_end_by_the_next()
    {
        var connection = await postgres.CreateDatabaseAsync();
        await using var database = NpgsqlDataSource.Create(connection);
        await EventStoreSchema.MigrateAsync(database, Cancel);
        await ServerSchema.MigrateAsync(database, Cancel);
        var running = new PersonalDataVault(database, MasterKey.LoadOrCreate(KeyFile));
        await running.CheckMasterKeyAsync(Cancel);
        var customers = Enumerable.Range(0, Customers).Select(_ => CustomerId.From(Guid.NewGuid())).ToList();
        await running.PrepareAsync(customers, Cancel);
        var texts = new Dictionary<CustomerId, Sealed>();
        foreach (var customer in customers) texts[customer] = (await running.SealerAsync(customer, Cancel)).Seal($"Name of {customer.Value}");
        var before = MasterKey.LoadOrCreate(KeyFile).Id;
        var environment = new Dictionary<string, string> { ["CASEFLOW_DB"] = connection, ["CASEFLOW_HOME"] = folder, ["CASEFLOW_MASTER_KEY_FILE"] = KeyFile };

        // The third batch waits at one of its keys, so that the process is certainly killed with the work half done.
        await using (var holding = await database.OpenConnectionAsync(Cancel))
        {
            await RunAsync(holding, """
                select pg_advisory_lock(4711);
                create table waiting_at as select subject from caseflow_keys order by subject offset 1200 limit 1;
                create function wait_there() returns trigger language plpgsql as $$
                begin
                    if exists (select from waiting_at where subject = new.subject) then perform pg_advisory_xact_lock(4711); end if;
                    return new;
                end $$;
                create trigger wait_there before update on caseflow_keys for each row execute function wait_there();
                """);
            await VerbRun.KillAsync(environment, heard: "1000 keys", "rotate-master-key");
            await RunAsync(holding, "select pg_advisory_unlock(4711); drop trigger wait_there on caseflow_keys;");
        }

        var next = await IdsAsync(database, before);
        Assert.Equal((Customers + 1 - 1_000L, 1_000L), (next.Old, next.New));
        Assert.True(File.Exists(KeyFile + ".next"));
        await OpensAsync(database, texts);

        var (code, _, said) = await VerbRun.RunAsync(environment, "rotate-master-key");
        Assert.True(code == 0, said);
        Assert.Contains("701 keys are wrapped", said, StringComparison.Ordinal);
        Assert.Equal((0L, Customers + 1L), await IdsAsync(database, before));
        Assert.NotEqual(before, MasterKey.LoadOrCreate(KeyFile).Id);
        Assert.False(File.Exists(KeyFile + ".next"));
        await OpensAsync(database, texts);
    }

    private static async Task RunAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(Cancel);
    }

    private static async Task<(long Old, long New)> IdsAsync(NpgsqlDataSource database, string before)
    {
        await using var ids = database.CreateCommand("select count(*) filter (where master_key_id = $1), count(*) filter (where master_key_id <> $1) from caseflow_keys");
        ids.Parameters.Add(new() { Value = before });
        await using var reader = await ids.ExecuteReaderAsync(Cancel);
        await reader.ReadAsync(Cancel);
        return (reader.GetInt64(0), reader.GetInt64(1));
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    /// <summary>A server that starts now reads everything.</summary>
    private async Task OpensAsync(NpgsqlDataSource database, Dictionary<CustomerId, Sealed> texts)
    {
        var fresh = new PersonalDataVault(database, MasterKey.LoadOrCreate(KeyFile));
        await fresh.CheckMasterKeyAsync(Cancel);
        var opener = await fresh.OpenerAsync(texts.Keys, Cancel);
        Assert.All(texts, text => Assert.Equal($"Name of {text.Key.Value}", opener.Open(text.Key, text.Value)));
    }

    private sealed class StoppedException : Exception;

    private sealed class StopAfter(int batches) : IProgress<long>
    {
        private int seen;

        public void Report(long value)
        {
            if (++seen == batches) throw new StoppedException();
        }
    }
}
