using System.Security.Cryptography;
using Npgsql;
using NpgsqlTypes;

namespace CaseFlow.Server.Platform.Vault;

/// <summary>Wraps all keys with another master key, in batches, while servers go on.</summary>
/// <remarks>
/// Until the end both keys lie in their files and either unwraps what it wrapped; a batch is one transaction. So it may be ended at
/// any point, and goes on where it was when it is asked for again.
/// </remarks>
public sealed class MasterKeyRotation(NpgsqlDataSource database, MasterKey master)
{
    private const int BatchSize = 500;

    private const string Owed = """
        select subject, wrapped from caseflow_keys where wrapped is not null and master_key_id <> $1
        order by subject limit $2 for update
        """;

    private const string Rewrap = """
        update caseflow_keys as key set wrapped = fresh.wrapped, master_key_id = $3
        from unnest($1, $2) as fresh (subject, wrapped) where key.subject = fresh.subject
        """;

    /// <summary>Rotates; answers how many keys were wrapped anew.</summary>
    /// <param name="progress">Told after each batch how many were done so far.</param>
    /// <param name="cancellation">Ends it; what is done stays done.</param>
    public async Task<long> RotateAsync(IProgress<long>? progress, CancellationToken cancellation)
    {
        var next = master.BeginRotation();
        var done = await RewrapAsync(next, 0, progress, cancellation);
        master.EndRotation();
        // A server that had begun to create a key before the next one was there may have wrapped it with the old one.
        return await RewrapAsync(next, done, progress, cancellation);
    }

    private async Task<long> RewrapAsync(WrappingKey next, long done, IProgress<long>? progress, CancellationToken cancellation)
    {
        while (await RewrapBatchAsync(next, cancellation) is > 0 and var batch)
        {
            done += batch;
            progress?.Report(done);
        }

        return done;
    }

    private async Task<int> RewrapBatchAsync(WrappingKey next, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        var (subjects, wrapped) = (new List<Guid>(), new List<byte[]>());
        await using (var owed = new NpgsqlCommand(Owed, connection) { Parameters = { new() { Value = next.Id }, new() { Value = BatchSize } } })
        {
            await using var reader = await owed.ExecuteReaderAsync(cancellation);
            while (await reader.ReadAsync(cancellation))
            {
                var subject = reader.GetGuid(0);
                var key = master.Unwrap(subject, reader.GetFieldValue<byte[]>(1));
                subjects.Add(subject);
                wrapped.Add(next.Wrap(subject, key));
                CryptographicOperations.ZeroMemory(key);
            }
        }

        if (subjects.Count == 0) return 0;
        await using var rewrap = new NpgsqlCommand(Rewrap, connection)
        {
            Parameters =
            {
                new() { Value = subjects.ToArray() },
                new() { Value = wrapped.ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Bytea },
                new() { Value = next.Id },
            },
        };
        await rewrap.ExecuteNonQueryAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        return subjects.Count;
    }
}
