using CaseFlow.EventStore.Projections;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace CaseFlow.EventStore.Sealing;

/// <summary>
/// Seals what was recorded, in stretches: a hash of each event, a chain over all of them, a Merkle tree over each stretch, and a signed
/// checkpoint. Every node runs one; the database lets one at a time seal. No append waits for it, and it waits for none.
/// </summary>
public sealed class Sealer
{
    private const string Turn = "caseflow sealer";

    private readonly NpgsqlDataSource database;
    private readonly SigningKey key;
    private readonly AnchorFile? anchors;
    private readonly SealerOptions options;
    private readonly TimeProvider time;
    private readonly ILogger log;

    /// <summary>Puts a sealer together; it does nothing until it is run.</summary>
    /// <param name="database">Where the events are.</param>
    /// <param name="key">What checkpoints are signed with.</param>
    /// <param name="anchors">What was kept outside; a database that does not continue it is not sealed.</param>
    /// <param name="options">How it goes about its work.</param>
    /// <param name="time">The clock of checkpoints and waits.</param>
    /// <param name="log">Told of faults.</param>
    public Sealer(NpgsqlDataSource database, SigningKey key, AnchorFile? anchors = null, SealerOptions? options = null, TimeProvider? time = null, ILogger<Sealer>? log = null)
    {
        (this.database, this.key, this.anchors, this.options) = (database, key, anchors, options ?? new());
        (this.time, this.log) = (time ?? TimeProvider.System, log ?? NullLogger<Sealer>.Instance);
        Tables = new(database);
        SealingInstruments.Behind(0);
    }

    /// <summary>What is sealed.</summary>
    public ChainTables Tables { get; }

    /// <summary>Why this node could not seal when it tried last; null when it could, or another node does it.</summary>
    public string? Fault { get; private set; }

    /// <summary>Seals until cancelled, while it is this node's turn. Outlives restarts of the database.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        while (!cancellation.IsCancellationRequested)
        {
            try
            {
                await using var turn = await LivingLock.TryTakeAsync(database, [Turn], options.NodePatience, cancellation);
                if (turn is not null)
                {
                    using var mine = CancellationTokenSource.CreateLinkedTokenSource(cancellation, turn.Lost);
                    await SealInRoundsAsync(mine.Token);
                }
            }
            catch (Exception fault) when (!cancellation.IsCancellationRequested)
            {
                if (Fault != fault.Message)
                    log.LogWarning("Events are not sealed: {Reason}", fault.Message);
                Fault = fault.Message;
            }
            await Task.Delay(options.Look, time, cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Seals everything that is recorded, on whichever node it is called.</summary>
    /// <returns>How many events were sealed.</returns>
    /// <exception cref="ChainForkedException">The database does not continue the checkpoints that were kept outside.</exception>
    public async Task<long> SealAsync(CancellationToken cancellation = default)
    {
        if (anchors is not null)
            await anchors.RequireAsync(Tables, cancellation);
        var (all, stretch) = (0L, 0);
        do
        {
            stretch = await SealStretchAsync(cancellation);
            all += stretch;
        }
        while (stretch > 0);
        Fault = null;
        return all;
    }

    private async Task SealInRoundsAsync(CancellationToken cancellation)
    {
        while (true)
        {
            var (events, since) = await Tables.UnsealedAsync(cancellation);
            SealingInstruments.Behind(events);
            if (events >= options.StretchSize || (since is { } first && time.GetUtcNow() - first >= options.Patience))
                await SealAsync(cancellation);
            await Task.Delay(options.Look, time, cancellation);
        }
    }

    private async Task<int> SealStretchAsync(CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        await DatabaseLock.TakeAsync(connection, DatabaseLock.Sealing, cancellation);
        var last = await ChainTables.LastAsync(connection, cancellation);
        var seals = new List<Seal>(options.StretchSize);
        await foreach (var one in Tables.EventsAsync(last?.Last ?? long.MinValue, options.StretchSize, cancellation))
            seals.Add(one.Seal());
        if (seals.Count == 0)
            return 0;
        // What was told outside must not be lost inside.
        await using (var durable = new NpgsqlCommand("set local synchronous_commit = on", connection))
            await durable.ExecuteNonQueryAsync(cancellation);
        await ChainTables.InsertAsync(connection, key.Sign(Next(last, seals)), seals, cancellation);
        await transaction.CommitAsync(cancellation);
        SealingInstruments.Done(seals.Count);
        return seals.Count;
    }

    private ChainCheckpoint Next(ChainCheckpoint? last, List<Seal> seals)
    {
        byte[][] leaves = [.. seals.Select(seal => seal.Leaf())];
        var now = time.GetUtcNow();
        return new()
        {
            Number = (last?.Number ?? 0) + 1,
            Environment = last?.Environment ?? Guid.NewGuid(),
            First = seals[0].Position,
            Last = seals[^1].Position,
            Count = seals.Count,
            Total = (last?.Total ?? 0) + seals.Count,
            SealedAt = new(now.UtcTicks - (now.UtcTicks % TimeSpan.TicksPerMicrosecond), TimeSpan.Zero),
            Chain = Convert.ToHexStringLower(leaves.Aggregate(Convert.FromHexString(last?.Chain ?? ChainCheckpoint.Nothing), Seal.Chain)),
            Root = Convert.ToHexStringLower(MerkleTree.Root(leaves)),
            Previous = last?.Hash ?? ChainCheckpoint.Nothing,
            KeyId = key.Id,
        };
    }
}
