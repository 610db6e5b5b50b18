using System.Security.Cryptography;
using System.Text;
using CaseFlow.EventStore.Sealing;
using Npgsql;

namespace CaseFlow.Server.Audit;

/// <summary>How far checkpoints have come to a place outside of the database.</summary>
/// <param name="Number">The last checkpoint there; 0 for none.</param>
/// <param name="Error">Why the next one could not be delivered when it was tried last; null when it could.</param>
public sealed record AnchorState(long Number, string? Error);

/// <summary>Brings checkpoints out of the database: to a file, and to an address when one is configured. What fails is tried again for ever and holds up nothing.</summary>
public sealed class ChainAnchors(NpgsqlDataSource database, Sealer sealer, AnchorFile file, ChainOptions options, ILogger<ChainAnchors> log) : IDisposable
{
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(1);

    private readonly HttpClient http = new() { Timeout = TimeSpan.FromSeconds(10) };

    /// <summary>How it is with the file.</summary>
    public AnchorState File { get; private set; } = new(0, null);

    /// <summary>How it is with the address; null when there is none.</summary>
    public AnchorState? Webhook { get; private set; } = options.Webhook is null ? null : new(0, null);

    /// <summary>Delivers for as long as the server runs.</summary>
    public Task RunAsync(CancellationToken cancellation) => Task.WhenAll(
        RepeatAsync(KeepAsync, error => File = File with { Error = error }, cancellation),
        options.Webhook is null ? Task.CompletedTask : RepeatAsync(SendAsync, error => Webhook = (Webhook ?? new(0, null)) with { Error = error }, cancellation));

    /// <summary>Writes to the file what is not there yet.</summary>
    public async Task KeepAsync(CancellationToken cancellation)
    {
        await file.KeepAsync(sealer.Tables, cancellation);
        File = new(file.Last()?.Number ?? 0, null);
    }

    /// <summary>Sends to the address what was not sent yet, in order; one node at a time.</summary>
    public async Task SendAsync(CancellationToken cancellation)
    {
        var destination = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(options.Webhook!.AbsoluteUri)));
        await using (var create = database.CreateCommand("insert into caseflow_anchors (destination) values ($1) on conflict do nothing"))
        {
            create.Parameters.Add(new() { Value = destination });
            await create.ExecuteNonQueryAsync(cancellation);
        }
        while (await SendNextAsync(destination, cancellation)) { }
    }

    /// <inheritdoc/>
    public void Dispose() => http.Dispose();

    private async Task<bool> SendNextAsync(string destination, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        await using var take = new NpgsqlCommand("select number from caseflow_anchors where destination = $1 for update skip locked", connection) { Parameters = { new() { Value = destination } } };
        if (await take.ExecuteScalarAsync(cancellation) is not long sent)
            return false;
        if (await sealer.Tables.FindAsync(sent + 1, cancellation) is not { } next)
        {
            Webhook = new(sent, null);
            return false;
        }
        using var body = new StringContent(next.ToLine(), Encoding.UTF8, "application/json");
        using (var answer = await http.PostAsync(options.Webhook, body, cancellation))
            answer.EnsureSuccessStatusCode();
        await using var note = new NpgsqlCommand("update caseflow_anchors set number = $2, delivered_at = now() where destination = $1", connection)
        {
            Parameters = { new() { Value = destination }, new() { Value = next.Number } },
        };
        await note.ExecuteNonQueryAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        Webhook = new(next.Number, null);
        return true;
    }

    private async Task RepeatAsync(Func<CancellationToken, Task> deliver, Action<string> failed, CancellationToken cancellation)
    {
        var (pause, said) = (Look, "");
        while (!cancellation.IsCancellationRequested)
        {
            try
            {
                await deliver(cancellation);
                (pause, said) = (Look, "");
            }
            catch (Exception fault) when (!cancellation.IsCancellationRequested)
            {
                if (said != fault.Message)
                    log.LogError("Checkpoints do not get out of the database: {Reason}", fault.Message);
                failed(said = fault.Message);
                pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
            }
            await Task.Delay(pause, cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}

/// <summary>Seals what is recorded, and brings the checkpoints out, for as long as the server runs.</summary>
public sealed class ChainService(Sealer sealer, ChainAnchors anchors) : BackgroundService
{
    /// <inheritdoc/>
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(sealer.RunAsync(stoppingToken), anchors.RunAsync(stoppingToken));
}
