using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;
using CaseFlow.EventStore.Sealing;

namespace CaseFlow.Server.Exports;

/// <summary>What an evidence pack holds, and what each of its files is proven by.</summary>
/// <param name="Format">The version of this form.</param>
/// <param name="Complaint">The case.</param>
/// <param name="Position">The last event that counts; the same case at the same position gives the same pack.</param>
/// <param name="Language">The language of the page.</param>
/// <param name="PersonalData"><c>masked</c>, or <c>clear</c> in the page and in the case.</param>
/// <param name="Events">How many events there are of the case, its contacts and its callbacks.</param>
/// <param name="Unsealed">The positions of those that were not sealed yet: nothing vouches for them.</param>
/// <param name="Withheld">The positions of those that name a case beyond the reader's territory: their proof is there, their content is not.</param>
/// <param name="Files">Every other file, with its hash.</param>
public sealed record EvidenceManifest(
    string Format, Guid Complaint, long Position, string Language, string PersonalData, int Events, IReadOnlyList<long> Unsealed, IReadOnlyList<long> Withheld, IReadOnlyList<EvidenceFile> Files)
{
    /// <summary>The only version so far.</summary>
    public const string Known = "caseflow-evidence/1";
}

/// <summary>A file of a pack.</summary>
public sealed record EvidenceFile(string Name, long Bytes, string Sha256);

/// <summary>The way from an event to a signed root.</summary>
/// <param name="Event">Where the event is, and the hash of all that is stored of it.</param>
/// <param name="Index">Its place in the checkpoint's tree.</param>
/// <param name="Path">The neighbours on the way, the nearest first.</param>
/// <param name="Checkpoint">The checkpoint's number.</param>
public sealed record EvidenceProof(Seal Event, int Index, IReadOnlyList<string> Path, long Checkpoint);

/// <summary>The files of a pack: their names, and how they are written and read.</summary>
public static class EvidenceFiles
{
    public const string Manifest = "manifest.json";
    public const string Page = "case.html";
    public const string Case = "case.json";
    public const string Events = "events.ndjson";
    public const string Proofs = "proofs.ndjson";
    public const string Checkpoints = "checkpoints.ndjson";
    public const string PublicKey = "public-key.pem";

    /// <summary>No file of a pack is longer: a case has hundreds of events, not millions.</summary>
    private const long Largest = 256L << 20;

    /// <summary>The first day that a ZIP knows: when a pack was made is no part of it.</summary>
    private static readonly DateTimeOffset Day = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Those that the manifest lists, in their order.</summary>
    public static IReadOnlyList<string> Listed { get; } = [Page, Case, Events, Proofs, Checkpoints, PublicKey];

    /// <summary>How JSON is written in a pack.</summary>
    public static JsonSerializerOptions Json { get; } = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.Create(UnicodeRanges.All),
        Converters = { new JsonStringEnumConverter() },
    };

    /// <summary>The same for people.</summary>
    public static JsonSerializerOptions Indented { get; } = new(Json) { WriteIndented = true, NewLine = "\n" };

    /// <summary>Puts a pack together. Nothing is compressed, so that the same content is the same bytes whichever library packs it.</summary>
    public static byte[] Pack(EvidenceManifest unlisted, IReadOnlyDictionary<string, byte[]> files)
    {
        ArgumentNullException.ThrowIfNull(unlisted);
        ArgumentNullException.ThrowIfNull(files);
        using var stream = new MemoryStream();
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            Add(zip, Manifest, JsonSerializer.SerializeToUtf8Bytes(unlisted with { Files = [.. Listed.Select(name => new EvidenceFile(name, files[name].Length, HashOf(files[name])))] }, Indented));
            foreach (var name in Listed)
                Add(zip, name, files[name]);
        }

        return stream.ToArray();
    }

    /// <summary>Takes a pack apart.</summary>
    /// <exception cref="InvalidDataException">It is no pack.</exception>
    public static (EvidenceManifest Manifest, IReadOnlyList<(string Name, byte[] Content)> Files) Unpack(Stream pack)
    {
        using var zip = new ZipArchive(pack, ZipArchiveMode.Read, leaveOpen: true);
        var files = zip.Entries.Select(entry => (entry.FullName, Content: ContentOf(entry))).ToList();
        var manifest = files.FirstOrDefault(file => file.FullName == Manifest).Content ?? throw new InvalidDataException($"The file holds no {Manifest}; it is no evidence pack.");
        try
        {
            return JsonSerializer.Deserialize<EvidenceManifest>(manifest, Json) is { Format: EvidenceManifest.Known, Files: not null, Unsealed: not null, Withheld: not null } known
                ? (known, [.. files.Where(file => file.FullName != Manifest)])
                : throw new InvalidDataException($"{Manifest} is not that of an evidence pack ({EvidenceManifest.Known}).");
        }
        catch (JsonException fault)
        {
            throw new InvalidDataException($"{Manifest} cannot be read: {fault.Message}", fault);
        }
    }

    /// <summary>The SHA-256 of a file, in hexadecimal.</summary>
    public static string HashOf(byte[] content) => Convert.ToHexStringLower(SHA256.HashData(content));

    private static void Add(ZipArchive zip, string name, byte[] content)
    {
        var entry = zip.CreateEntry(name, CompressionLevel.NoCompression);
        entry.LastWriteTime = Day;
        using var to = entry.Open();
        to.Write(content);
    }

    private static byte[] ContentOf(ZipArchiveEntry entry)
    {
        if (entry.Length > Largest) throw new InvalidDataException($"{entry.FullName} is larger than a file of an evidence pack.");
        using var from = entry.Open();
        using var content = new MemoryStream();
        from.CopyTo(content);
        return content.ToArray();
    }
}
