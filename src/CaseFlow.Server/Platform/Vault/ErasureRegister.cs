using System.Globalization;
using Npgsql;

namespace CaseFlow.Server.Platform.Vault;

/// <summary>Who was erased, kept outside of the database: a restored backup brings keys back, and this list destroys them again.</summary>
/// <remarks>One line a customer: the id, which tells nobody's name, and when the key was destroyed.</remarks>
public sealed class ErasureRegister(string path)
{
    private readonly Lock writing = new();

    /// <summary>The register that lies beside a master key.</summary>
    public static ErasureRegister Beside(string masterKeyFile) => new(Path.Combine(Path.GetDirectoryName(Path.GetFullPath(masterKeyFile))!, "erased-subjects.txt"));

    /// <summary>Everybody in it.</summary>
    public IReadOnlySet<Guid> Read() => File.Exists(path)
        ? File.ReadLines(path).Select(line => Guid.TryParse(line.Split('\t')[0], out var id) ? id : Guid.Empty).Where(id => id != Guid.Empty).ToHashSet()
        : new HashSet<Guid>();

    /// <summary>Adds a customer; it is on disk when this returns.</summary>
    public void Add(Guid subject, DateTimeOffset at)
    {
        lock (writing)
        {
            if (Read().Contains(subject)) return;
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            using var file = new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.Read);
            // A line that a crash cut short is ended first.
            file.Write(System.Text.Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"\n{subject}\t{at:O}\n")));
            file.Flush(flushToDisk: true);
        }
    }
}

/// <summary>What is left of a key.</summary>
/// <param name="Subject">Whose it was.</param>
/// <param name="MasterKey">Names the master key that had wrapped it.</param>
/// <param name="At">When it was destroyed first.</param>
public sealed record DestroyedKey(Guid Subject, string MasterKey, DateTimeOffset At);

/// <summary>Destroys keys for good.</summary>
public sealed class KeyErasure(NpgsqlDataSource database, MasterKey master, PersonalDataVault vault, ErasureRegister register, TimeProvider clock)
{
    private const string Destroy = """
        insert into caseflow_keys (subject, wrapped, master_key_id, erased) values ($1, null, $2, now())
        on conflict (subject) do update set wrapped = null, erased = coalesce(caseflow_keys.erased, now())
        returning master_key_id, erased
        """;

    /// <summary>Destroys a customer's key, on all servers within <see cref="PersonalDataVault.Freshness"/>. Doing it twice changes nothing.</summary>
    public async Task<DestroyedKey> DestroyAsync(CustomerId customer, CancellationToken cancellation)
    {
        // The register first: a crash in between leaves nothing that only the database knows.
        register.Add(customer.Value, clock.GetUtcNow());
        await using var command = database.CreateCommand(Destroy);
        command.Parameters.Add(new() { Value = customer.Value });
        command.Parameters.Add(new() { Value = master.Id });
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        await reader.ReadAsync(cancellation);
        var destroyed = new DestroyedKey(customer.Value, reader.GetString(0), reader.GetFieldValue<DateTimeOffset>(1));
        vault.Forget(customer.Value);
        return destroyed;
    }

    /// <summary>Makes database and register agree; answers the keys that a backup had brought back.</summary>
    public async Task<IReadOnlyList<DestroyedKey>> ReconcileAsync(CancellationToken cancellation)
    {
        var registered = register.Read();
        var (destroyed, alive) = (new HashSet<Guid>(), new List<Guid>());
        await using (var command = database.CreateCommand("select subject, wrapped is null from caseflow_keys where erased is not null or subject = any($1)"))
        {
            command.Parameters.Add(new() { Value = registered.ToArray() });
            await using var reader = await command.ExecuteReaderAsync(cancellation);
            while (await reader.ReadAsync(cancellation))
            {
                if (reader.GetBoolean(1)) destroyed.Add(reader.GetGuid(0));
                else alive.Add(reader.GetGuid(0));
            }
        }

        foreach (var subject in destroyed.Except(registered))
            register.Add(subject, clock.GetUtcNow());
        var again = new List<DestroyedKey>();
        foreach (var subject in registered.Except(destroyed))
        {
            var key = await DestroyAsync(CustomerId.From(subject), cancellation);
            if (alive.Contains(subject)) again.Add(key);
        }

        return again;
    }
}
