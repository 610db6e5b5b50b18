using System.Security.Cryptography;
using CaseFlow.EventStore;
using CaseFlow.Exports;
using CaseFlow.PersonalData;
using CaseFlow.Server.Definitions;
using CaseFlow.Server.PersonalData;
using CaseFlow.Server.Platform.Commands;
using CaseFlow.Server.Platform.Reading;
using CaseFlow.Server.Platform.Vault;
using CaseFlow.Server.Platform.Web;
using Microsoft.Extensions.Localization;
using Npgsql;

namespace CaseFlow.Server.Exports;

/// <summary>As many exports are under way as there may be.</summary>
public sealed class TooManyExportsException() : Exception($"{ExportDesk.MostAtOnce} exports are under way, and there are no more at a time.");

/// <summary>What left.</summary>
/// <param name="Export">Names it.</param>
/// <param name="Rows">How many cases or events it holds.</param>
/// <param name="Bytes">How many bytes.</param>
/// <param name="Sha256">The hash of the file.</param>
public sealed record ExportEnd(ExportId Export, long Rows, long Bytes, string Sha256);

/// <summary>Takes data out: reads, writes piece by piece, and records who took what before the first byte leaves.</summary>
public sealed class ExportDesk(
    NpgsqlDataSource database, EventTypes types, PersonalDataVault vault, CommandShell shell, DataSubjectDesk subjects, DefinitionBook definitions, IStringLocalizer<Texts> texts, TimeProvider clock) : IDisposable
{
    /// <summary>How many exports a server carries out at a time: each holds a snapshot and two connections until its last row has been taken.</summary>
    public const int MostAtOnce = 4;

    /// <summary>How many customers are recorded as disclosed at once; what they append is gathered.</summary>
    private const int Together = 32;

    private readonly SemaphoreSlim places = new(MostAtOnce);

    /// <inheritdoc/>
    public void Dispose() => places.Dispose();

    /// <summary>The texts and names of a language.</summary>
    public Task<ExportWords> WordsAsync(string? language, CancellationToken cancellation) => ExportWords.OfAsync(language, texts, definitions, cancellation);

    /// <summary>Carries an export out.</summary>
    /// <param name="writer">The form.</param>
    /// <param name="ask">What is asked for.</param>
    /// <param name="correlation">The id that ties it to the request.</param>
    /// <param name="open">Given the export's id once it has begun, answers where to write; what fails before has left nothing.</param>
    /// <param name="progress">Told of each piece.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="TooManyExportsException">There are too many at a time.</exception>
    public async Task<ExportEnd> RunAsync(IExportWriter writer, ExportAsk ask, string correlation, Func<ExportId, Stream> open, IProgress<ExportPart>? progress, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(ask);
        ArgumentNullException.ThrowIfNull(open);
        if (!await places.WaitAsync(TimeSpan.Zero, cancellation)) throw new TooManyExportsException();
        try
        {
            await using var reading = await ExportReading.BeginAsync(database, types, ask, cancellation);
            var means = new ExportMeans(ask, await WordsAsync(ask.Language, cancellation), await Pseudonyms.OfAsync(vault, writer.Form, cancellation), clock.GetUtcNow(),
                customers => DiscloseAsync(customers, ask, correlation, cancellation));
            await using var parts = writer.WriteAsync(reading, means, cancellation).GetAsyncEnumerator(cancellation);
            var more = await parts.MoveNextAsync();
            var export = await BeginAsync(writer.Form, ask, correlation, cancellation);
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            var (rows, bytes) = (0L, 0L);
            try
            {
                var to = open(export);
                for (; more; more = await parts.MoveNextAsync())
                {
                    var part = parts.Current;
                    hash.AppendData(part.Bytes.Span);
                    await to.WriteAsync(part.Bytes, cancellation);
                    (rows, bytes) = (part.Rows, bytes + part.Bytes.Length);
                    progress?.Report(part);
                }

                await to.FlushAsync(cancellation);
                var sha256 = Convert.ToHexStringLower(hash.GetHashAndReset());
                await CompleteAsync(export, ask, correlation, rows, sha256);
                return new(export, rows, bytes, sha256);
            }
            catch
            {
                await BreakOffAsync(export, ask, correlation, rows, cancellation.IsCancellationRequested ? ExportBreak.CallerLeft : ExportBreak.Fault);
                throw;
            }
        }
        finally
        {
            places.Release();
        }
    }

    /// <summary>Records with each customer that they are shown in clear, to whom and what for, and shows them. Of one who cannot be recorded so, a mask is left.</summary>
    private async Task<PersonalView> DiscloseAsync(IReadOnlyCollection<CustomerId> customers, ExportAsk ask, string correlation, CancellationToken cancellation)
    {
        var disclosed = new List<CustomerId>();
        foreach (var some in customers.Chunk(Together))
        {
            var outcomes = await Task.WhenAll(some.Select(customer => DiscloseAsync(customer, ask, correlation, cancellation)));
            disclosed.AddRange(some.Zip(outcomes).Where(one => one.Second is CommandRecorded or CommandUnchanged || (one.Second is CommandRefused refused && refused.Refusal == DataSubjectRefusals.AlreadyErased)).Select(one => one.First));
        }

        return await PersonalView.OfFileAsync(inClear: true, vault, disclosed, cancellation);
    }

    private Task<CommandOutcome> DiscloseAsync(CustomerId customer, ExportAsk ask, string correlation, CancellationToken cancellation)
    {
        var context = Context(ask, correlation);
        return subjects.DecideAsync(customer, context, (subject, region) => DataSubjectDecisions.Reveal(subject, new(customer, region, ask.Purpose!.Value, context.Actor, context.OccurredAt)), cancellation);
    }

    /// <summary>Records that something is taken out.</summary>
    public async Task<ExportId> BeginAsync(ExportForm form, ExportAsk ask, string correlation, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(ask);
        var export = ExportId.From(Guid.NewGuid());
        await RecordAsync(export, ask, correlation, state => ExportDecisions.Begin(state, new(new()
        {
            Export = export,
            Form = form,
            Territory = ask.Scope.Territory,
            Narrowed = ask.Narrowed,
            InClear = ask.InClear,
            Purpose = ask.Purpose,
            Complaint = ask.Complaint is { } complaint ? ComplaintId.From(complaint) : null,
        })), cancellation);
        return export;
    }

    /// <summary>Records that it left as a whole.</summary>
    public Task CompleteAsync(ExportId export, ExportAsk ask, string correlation, long rows, string sha256) =>
        RecordAsync(export, ask, correlation, state => ExportDecisions.Complete(state, new(rows, sha256)), CancellationToken.None);

    /// <summary>Records that it did not, whoever has gone meanwhile.</summary>
    private Task BreakOffAsync(ExportId export, ExportAsk ask, string correlation, long rows, ExportBreak cause) =>
        RecordAsync(export, ask, correlation, state => ExportDecisions.BreakOff(state, new(rows, cause)), CancellationToken.None);

    private async Task RecordAsync(ExportId export, ExportAsk ask, string correlation, Func<Export, Decision<ExportEvent>> decide, CancellationToken cancellation)
    {
        var outcome = await shell.DecideAsync(Streams.Export, export.Value, Context(ask, correlation), decide, cancellation);
        if (outcome is not CommandRecorded) throw new InvalidOperationException($"An export is not recorded: {outcome}");
    }

    private CommandContext Context(ExportAsk ask, string correlation) => new()
    {
        CommandId = Guid.NewGuid(),
        Actor = ask.Caller.Actor,
        Via = ask.Caller.Via,
        Scope = ask.Caller.Scope,
        CorrelationId = correlation,
        OccurredAt = clock.GetUtcNow(),
    };
}
