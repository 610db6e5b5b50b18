using System.Collections.Concurrent;
using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using CaseFlow.Server.Platform.Reading;
using Npgsql;
using NpgsqlTypes;

namespace CaseFlow.Server.Platform.Vault;

/// <summary>Seals and opens personal data, with a key for each customer. Without the key the data is gone for good.</summary>
public sealed partial class PersonalDataVault
{
    private const string Prefix = "s1.";
    /// <summary>Within which a key that another server destroyed is forgotten here.</summary>
    public static readonly TimeSpan Freshness = TimeSpan.FromSeconds(1);

    /// <summary>A destroyed key is looked for this much longer than since the last look: it is stamped when its transaction begins.</summary>
    private static readonly TimeSpan Overlap = TimeSpan.FromMinutes(1);

    private const int CachedKeys = 50_000;
    private const string SelectKeys = "select subject, wrapped from caseflow_keys where subject = any($1) and wrapped is not null";

    /// <summary>Under which the key for look-up hashes is kept; no customer bears it.</summary>
    private static readonly Guid LookUpSubject = Guid.AllBitsSet;

    private readonly NpgsqlDataSource database;
    private readonly MasterKey master;
    private readonly ConcurrentDictionary<Guid, byte[]?> keys = [];
    private readonly ConcurrentDictionary<Guid, bool> erased = [];
    private int kept;
    private long lookedAt;

    /// <summary>Customers who complain at the same time get their keys in one transaction.</summary>
    private readonly Gathering<Guid, byte[]> wrapped;

    /// <summary>Opens the vault of a database.</summary>
    public PersonalDataVault(NpgsqlDataSource database, MasterKey master)
    {
        (this.database, this.master) = (database, master);
        wrapped = new(subjects => CreateAsync([.. subjects], CancellationToken.None));
    }

    /// <summary>What seals for a customer, whose key is created when there is none.</summary>
    /// <exception cref="SubjectErasedException">The customer was erased.</exception>
    public async Task<Sealer> SealerAsync(CustomerId customer, CancellationToken cancellation)
    {
        await LookForErasedAsync(cancellation);
        return new(customer, await KeyAsync(customer.Value, cancellation));
    }

    /// <summary>Whether a customer's key was destroyed.</summary>
    public async ValueTask<bool> IsErasedAsync(CustomerId customer, CancellationToken cancellation)
    {
        await LookForErasedAsync(cancellation);
        return erased.ContainsKey(customer.Value);
    }

    /// <summary>Forgets a key that was destroyed.</summary>
    internal void Forget(Guid subject)
    {
        erased[subject] = true;
        keys.TryRemove(subject, out _);
    }

    /// <summary>Creates the keys of many customers at once.</summary>
    public async Task PrepareAsync(IReadOnlyCollection<CustomerId> customers, CancellationToken cancellation)
    {
        await LookForErasedAsync(cancellation);
        var unknown = customers.Select(customer => customer.Value).Distinct().Where(subject => keys.GetValueOrDefault(subject) is null).ToArray();
        if (unknown.Length > 0) Keep(await CreateAsync(unknown, cancellation));
    }

    /// <summary>What opens the sealed data of the given customers.</summary>
    public async Task<Opener> OpenerAsync(IEnumerable<CustomerId> customers, CancellationToken cancellation)
    {
        await LookForErasedAsync(cancellation);
        var subjects = customers.Select(customer => customer.Value).Distinct().ToArray();
        await LoadAsync([.. subjects.Where(subject => !keys.ContainsKey(subject))], cancellation);
        return new(subjects.ToDictionary(subject => subject, subject => erased.ContainsKey(subject) ? null : keys.GetValueOrDefault(subject)));
    }

    /// <summary>A keyed hash to find a value again without storing it: the same text gives the same hash, on this installation only.</summary>
    /// <param name="purpose">Keeps hashes of different kinds of data apart.</param>
    /// <param name="text">The value in its normal form.</param>
    /// <param name="cancellation">Cancels the wait.</param>
    public async Task<string> LookUpHashAsync(string purpose, string text, CancellationToken cancellation) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(await KeyAsync(LookUpSubject, cancellation), Encoding.UTF8.GetBytes($"{purpose}\u001f{text}")));

    /// <summary>Checks that the master key is the one that wrapped the keys in the database.</summary>
    /// <exception cref="InvalidDataException">It is another one.</exception>
    public async Task CheckMasterKeyAsync(CancellationToken cancellation)
    {
        try
        {
            await KeyAsync(LookUpSubject, cancellation);
        }
        catch (CryptographicException)
        {
            throw new InvalidDataException("The master key file is not the one that this database's keys were wrapped with. Put the right file back; without it personal data cannot be read.");
        }
    }

    private async ValueTask<byte[]> KeyAsync(Guid subject, CancellationToken cancellation)
    {
        if (erased.ContainsKey(subject)) throw new SubjectErasedException(subject);
        if (keys.GetValueOrDefault(subject) is { } known) return known;
        var found = await wrapped.AskAsync(subject, cancellation) ?? throw new SubjectErasedException(subject);
        Keep([new(subject, found)]);
        return keys.GetValueOrDefault(subject) ?? master.Unwrap(subject, found);
    }

    /// <summary>Creates what is missing. The keys are on disk before anything is sealed with them: an event must not outlive its key by an accident.</summary>
    private async Task<IReadOnlyDictionary<Guid, byte[]>> CreateAsync(Guid[] subjects, CancellationToken cancellation)
    {
        // In one order, so that two servers which create the same keys wait for each other and not crosswise.
        Array.Sort(subjects);
        var wrapping = master.Wrapping;
        await using var batch = database.CreateBatch();
        batch.BatchCommands.Add(new("select set_config('synchronous_commit', 'on', true), set_config('plan_cache_mode', 'force_generic_plan', true)"));
        batch.BatchCommands.Add(new("""
            insert into caseflow_keys (subject, wrapped, master_key_id)
            select unnest($1), unnest($2), $3 on conflict (subject) do nothing
            """)
        {
            Parameters =
            {
                new() { Value = subjects },
                new() { Value = Array.ConvertAll(subjects, subject => wrapping.Wrap(subject, RandomNumberGenerator.GetBytes(32))), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Bytea },
                new() { Value = wrapping.Id },
            },
        });
        // A statement of its own sees what another server has committed while the one before waited for it.
        batch.BatchCommands.Add(new(SelectKeys) { Parameters = { new() { Value = subjects } } });
        await using var reader = await batch.ExecuteReaderAsync(cancellation);
        await reader.NextResultAsync(cancellation);
        var found = await ReadAsync(reader, cancellation);
        // The answer counts once the commit is acknowledged, which follows the rows.
        while (await reader.NextResultAsync(cancellation))
        {
        }

        return found;
    }

    /// <summary>Forgets the keys that were destroyed since the last look, here or by another server.</summary>
    private async ValueTask LookForErasedAsync(CancellationToken cancellation)
    {
        var last = Volatile.Read(ref lookedAt);
        var since = last == 0 ? TimeSpan.FromDays(36_500) : Stopwatch.GetElapsedTime(last);
        // One looks for all; the others need not wait for it, unless nobody has looked yet.
        if (since < Freshness || (last != 0 && Interlocked.CompareExchange(ref lookedAt, Stopwatch.GetTimestamp(), last) != last)) return;
        try
        {
            await using var command = database.CreateCommand("select subject from caseflow_keys where erased > now() - make_interval(secs => $1)");
            command.Parameters.Add(new() { Value = (since + Overlap).TotalSeconds });
            await using var reader = await command.ExecuteReaderAsync(cancellation);
            while (await reader.ReadAsync(cancellation))
                Forget(reader.GetGuid(0));
            if (last == 0) Interlocked.CompareExchange(ref lookedAt, Stopwatch.GetTimestamp(), 0);
        }
        catch
        {
            Volatile.Write(ref lookedAt, last);
            throw;
        }
    }

    private async Task LoadAsync(Guid[] subjects, CancellationToken cancellation)
    {
        if (subjects.Length == 0) return;
        await using var command = database.CreateCommand(SelectKeys);
        command.Parameters.Add(new() { Value = subjects });
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        Keep(await ReadAsync(reader, cancellation));
    }

    private static async Task<Dictionary<Guid, byte[]>> ReadAsync(NpgsqlDataReader reader, CancellationToken cancellation)
    {
        var found = new Dictionary<Guid, byte[]>();
        while (await reader.ReadAsync(cancellation))
            found[reader.GetGuid(0)] = reader.GetFieldValue<byte[]>(1);
        return found;
    }

    private void Keep(IEnumerable<KeyValuePair<Guid, byte[]>> found)
    {
        foreach (var (subject, key) in found)
        {
            // The dictionary stops everybody to count itself.
            if (Interlocked.Increment(ref kept) > CachedKeys)
            {
                keys.Clear();
                kept = 0;
            }

            keys[subject] = master.Unwrap(subject, key);
        }
    }
}
