using System.Buffers;
using System.Text;
using System.Text.Json;
using CaseFlow.Complaints;
using CaseFlow.EventStore;
using CaseFlow.EventStore.Sealing;
using CaseFlow.Server.Audit;
using CaseFlow.Server.Complaints;
using CaseFlow.Server.Platform.Reading;
using CaseFlow.Server.Platform.Vault;
using CaseFlow.Server.Platform.Web;
using Npgsql;

namespace CaseFlow.Server.Exports;

/// <summary>A pack.</summary>
/// <param name="FileName">What to keep it as.</param>
/// <param name="Bytes">The ZIP.</param>
/// <param name="Manifest">What is in it.</param>
public sealed record EvidencePack(string FileName, byte[] Bytes, EvidenceManifest Manifest);

/// <summary>A case as a program reads it.</summary>
/// <param name="Complaint">The case.</param>
/// <param name="Position">The last event that counts.</param>
/// <param name="State">How it stood then.</param>
/// <param name="Entries">What had happened, in the order in which it did.</param>
public sealed record EvidenceCase(Guid Complaint, long Position, ComplaintView State, IReadOnlyList<TimelineEntry> Entries);

/// <summary>Puts a case, its history as it is stored and the proof of it into one file.</summary>
public sealed class EvidencePacks(ComplaintTimeline timeline, NpgsqlDataSource database, SigningKey key, ChainOptions chain, PersonalDataVault vault, ExportDesk desk)
{
    private readonly ChainTables tables = new(database);

    /// <summary>Whose a case is; null when there is none in the territory.</summary>
    public async Task<CustomerId?> CustomerOfAsync(AccessScope scope, ComplaintId complaint, CancellationToken cancellation) =>
        (await timeline.FileAsync(scope, complaint, cancellation)).Data?.Customer;

    /// <summary>Makes a pack; null when there is no such case in the territory, or was none then.</summary>
    /// <param name="ask">The scope, the caller, the case, the language of the page, and whether it is in clear.</param>
    /// <param name="upTo">The last event that may count; null for all.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task<EvidencePack?> BuildAsync(ExportAsk ask, long? upTo, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(ask);
        var id = ComplaintId.From(ask.Complaint!.Value);
        if ((await timeline.FileAsync(ask.Scope, id, cancellation)).Data is not { } whole) return null;
        if ((upTo is { } last ? whole.UpTo(last) : whole) is not { } then) return null;
        // Counted from the case's own last event, so that what others record does not change the pack.
        var position = Told(then).Max(told => told.Event.Position);
        var file = then.UpTo(position)!;
        var told = Told(file);
        var withheld = told.Where(one => IsElsewhere(one.Event, file)).Select(one => one.Event.Position).ToHashSet();
        var stored = await tables.AtAsync([.. told.Select(one => one.Event.Position)], cancellation);
        var proofs = new List<InclusionProof>();
        foreach (var e in stored)
        {
            if (await tables.ProofAsync(e.Id, cancellation) is { } proof) proofs.Add(proof);
        }

        var view = await PersonalView.OfFileAsync(ask.InClear, vault, [file.Customer], cancellation);
        var entries = told.OrderBy(one => one.Event.Metadata.OccurredAt).ThenBy(one => one.Event.Position)
            .Select(one => ComplaintTimeline.Entry(one.Kind, one.Event, file, view))
            .Select(entry => withheld.Contains(entry.Position) ? entry with { Fields = null } : entry).ToList();
        var shown = ComplaintView.Of(file, view, told.Max(one => one.Event.Metadata.OccurredAt));
        // Until when somebody may look at a page says nothing of a file.
        var state = shown with { Customer = shown.Customer with { RevealedUntil = null } };
        var proven = proofs.Select(proof => proof.Event.Position).ToHashSet();
        var manifest = new EvidenceManifest(
            EvidenceManifest.Known, id.Value, position, ask.Language ?? Languages.English, ask.InClear ? "clear" : "masked", stored.Count,
            [.. stored.Select(e => e.Position).Where(at => !proven.Contains(at))], [.. withheld.Order()], []);
        var words = await desk.WordsAsync(manifest.Language, cancellation);
        var page = words.Speaking((texts, names) => EvidencePage.Write(state, entries, manifest, proofs, texts, names));
        return new($"caseflow-{CaseNumber.Of(id.Value)}-{position}.zip", EvidenceFiles.Pack(manifest, new Dictionary<string, byte[]>
        {
            [EvidenceFiles.Page] = Encoding.UTF8.GetBytes(page),
            [EvidenceFiles.Case] = JsonSerializer.SerializeToUtf8Bytes(new EvidenceCase(id.Value, position, state, entries), EvidenceFiles.Indented),
            [EvidenceFiles.Events] = Lines(stored.Where(e => !withheld.Contains(e.Position))),
            [EvidenceFiles.Proofs] = Lines(proofs.Select(proof => JsonSerializer.Serialize(new EvidenceProof(proof.Event, proof.Index, proof.Path, proof.Checkpoint.Number), EvidenceFiles.Json))),
            [EvidenceFiles.Checkpoints] = Lines(proofs.Select(proof => proof.Checkpoint).DistinctBy(one => one.Number).OrderBy(one => one.Number).Select(one => one.ToLine())),
            [EvidenceFiles.PublicKey] = Encoding.ASCII.GetBytes(File.Exists(chain.KeyFile + ".pub") ? await File.ReadAllTextAsync(chain.KeyFile + ".pub", cancellation) : key.PublicPem),
        }), manifest);
    }

    /// <summary>The events of the case, of the contacts that belong to it and of its callbacks.</summary>
    private static List<(ThreadKind Kind, RecordedEvent Event)> Told(CaseFile file)
    {
        var contacts = file.Contacts.Select(e => e.Stream.Value).ToHashSet();
        return
        [
            .. file.Own.Select(e => (ThreadKind.Case, e)),
            .. file.Others.Where(other => other.Thread.Kind == ThreadKind.Callback || (other.Thread.Kind == ThreadKind.Contact && contacts.Contains(other.Thread.Other)))
                .SelectMany(other => other.Events.Select(e => (other.Thread.Kind, e))),
        ];
    }

    /// <summary>Whether an event names a case that its reader may not know of: one of another territory, or one that a contact was taken for before.</summary>
    private static bool IsElsewhere(RecordedEvent e, CaseFile file) => e.Data switch
    {
        ContactLinked linked => linked.Complaint != file.Id,
        ContactUnlinked unlinked => unlinked.Complaint != file.Id,
        _ => file.NamesElsewhere(e),
    };

    private static byte[] Lines(IEnumerable<EventRecord> events)
    {
        var lines = new ArrayBufferWriter<byte>();
        foreach (var e in events)
            EventLog.WriteEvent(e, lines);
        return lines.WrittenSpan.ToArray();
    }

    private static byte[] Lines(IEnumerable<string> lines) => Encoding.UTF8.GetBytes(string.Concat(lines.Select(line => line + "\n")));
}
