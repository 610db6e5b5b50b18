using System.Text;
using System.Text.Json;
using CaseFlow.EventStore.Sealing;

namespace CaseFlow.Server.Exports;

/// <summary>What was found in a pack.</summary>
/// <param name="Manifest">What it says of itself.</param>
/// <param name="Proven">How many events lead to a root that a trusted key signed.</param>
/// <param name="Differences">What is not as it was sealed or packed, a sentence each.</param>
public sealed record EvidenceReport(EvidenceManifest Manifest, int Proven, IReadOnlyList<string> Differences)
{
    /// <summary>Whether nothing differs.</summary>
    public bool IsGenuine => Differences.Count == 0;
}

/// <summary>Verifies a pack with nothing but the public key of who sealed it: no database, no server.</summary>
/// <remarks>
/// The events are proven by signatures. The page and the case are what the manifest says of them, which is not signed: they are for reading,
/// and whoever doubts them reads the events.
/// </remarks>
public sealed class EvidenceVerification
{
    private readonly List<string> differences = [];
    private readonly TrustedKeys keys;
    private readonly EvidenceManifest manifest;
    private readonly Dictionary<string, byte[]> files = [];

    private EvidenceVerification(TrustedKeys keys, EvidenceManifest manifest) => (this.keys, this.manifest) = (keys, manifest);

    /// <summary>Verifies.</summary>
    /// <param name="pack">The pack.</param>
    /// <param name="keys">The keys that are trusted; that in the pack is not, for whoever changes a pack can put in a key.</param>
    /// <param name="anchors">Checkpoints that were kept elsewhere; null when there are none.</param>
    /// <exception cref="InvalidDataException">It is no pack, or a part of it cannot be read.</exception>
    public static EvidenceReport Verify(Stream pack, TrustedKeys keys, IReadOnlyDictionary<long, ChainCheckpoint>? anchors = null)
    {
        var (manifest, files) = EvidenceFiles.Unpack(pack);
        var verification = new EvidenceVerification(keys, manifest);
        verification.TakeFiles(files);
        return new(manifest, verification.Prove(anchors ?? new Dictionary<long, ChainCheckpoint>()), verification.differences);
    }

    private void TakeFiles(IReadOnlyList<(string Name, byte[] Content)> found)
    {
        foreach (var (name, content) in found)
        {
            if (!EvidenceFiles.Listed.Contains(name)) differences.Add($"{name} does not belong to a pack.");
            else if (!files.TryAdd(name, content)) differences.Add($"{name} is there twice.");
        }

        foreach (var name in EvidenceFiles.Listed)
        {
            var listed = manifest.Files.FirstOrDefault(file => file.Name == name);
            if (!files.TryGetValue(name, out var content)) differences.Add($"{name} is missing.");
            else if (listed is null) differences.Add($"{EvidenceFiles.Manifest} does not list {name}.");
            else if (listed.Sha256 != EvidenceFiles.HashOf(content)) differences.Add($"{name} is not the file that {EvidenceFiles.Manifest} lists: its SHA-256 differs.");
        }
    }

    private int Prove(IReadOnlyDictionary<long, ChainCheckpoint> anchors)
    {
        var events = Lines(EvidenceFiles.Events, EventLog.ReadEvent);
        var checkpoints = Lines(EvidenceFiles.Checkpoints, (line, number) => Parsed<ChainCheckpoint>(line, number)).GroupBy(one => one.Number).ToDictionary(group => group.Key, group => group.First());
        var proofs = Lines(EvidenceFiles.Proofs, (line, number) => Parsed<EvidenceProof>(line, number)).GroupBy(one => one.Event.Id).ToDictionary(group => group.Key, group => group.First());
        foreach (var (number, checkpoint) in checkpoints.OrderBy(one => one.Key))
        {
            if (!keys.Believe(checkpoint)) differences.Add($"Checkpoint {number} is not signed by a trusted key.");
            if (anchors.GetValueOrDefault(number) is { } known && known.Hash != checkpoint.Hash) differences.Add($"Checkpoint {number} is not the one that was kept elsewhere.");
        }

        var proven = 0;
        var seals = events.Select(one => Seal(one)).ToList();
        foreach (var seal in seals)
        {
            if (proofs.GetValueOrDefault(seal.Id) is not { } proof)
            {
                if (!manifest.Unsealed.Contains(seal.Position)) differences.Add($"{Named(seal)} has no proof, and is not among those that were not sealed yet.");
            }
            else if (proof.Event != seal)
            {
                differences.Add($"{Named(seal)} is not as it was sealed: {What(seal, proof.Event)} differs.");
            }
            else
            {
                proven += Holds(proof, checkpoints) ? 1 : 0;
            }
        }

        var shown = seals.Select(seal => seal.Id).ToHashSet();
        foreach (var proof in proofs.Values.Where(proof => !shown.Contains(proof.Event.Id)).OrderBy(proof => proof.Event.Position))
        {
            if (manifest.Withheld.Contains(proof.Event.Position)) proven += Holds(proof, checkpoints) ? 1 : 0;
            else differences.Add($"{Named(proof.Event)} is missing, while its proof is there.");
        }

        Count([.. seals, .. proofs.Values.Where(proof => !shown.Contains(proof.Event.Id)).Select(proof => proof.Event)]);
        return proven;
    }

    /// <summary>An event that was taken out with its proof leaves a gap in its stream.</summary>
    private void Count(List<Seal> seals)
    {
        if (seals.All(seal => seal.Stream != manifest.Complaint)) differences.Add($"There is no event of case {manifest.Complaint}.");
        // One that names a foreign case and is not sealed yet has left nothing but its position.
        var unseen = manifest.Withheld.Intersect(manifest.Unsealed).Count();
        if (seals.Count + unseen != manifest.Events) differences.Add($"There are {seals.Count} events; {EvidenceFiles.Manifest} says {manifest.Events}.");
        var gaps = seals.GroupBy(seal => seal.Stream).SelectMany(stream => Missing([.. stream.Select(seal => seal.Version)]).Select(version => $"Stream {stream.Key} lacks version {version}.")).ToList();
        if (gaps.Count > unseen) differences.AddRange(gaps);
    }

    private static IEnumerable<long> Missing(HashSet<long> versions)
    {
        for (var version = 1L; version < versions.Max(); version++)
        {
            if (!versions.Contains(version)) yield return version;
        }
    }

    private Seal Seal(EventLogEvent one)
    {
        var seal = one.Event.Seal();
        if (seal.Content != one.Hash) differences.Add($"{Named(seal)} was altered: its hash is not that of its content.");
        return seal;
    }

    private bool Holds(EvidenceProof proof, Dictionary<long, ChainCheckpoint> checkpoints)
    {
        if (!checkpoints.TryGetValue(proof.Checkpoint, out var checkpoint))
        {
            differences.Add($"{Named(proof.Event)} rests on checkpoint {proof.Checkpoint}, which is missing.");
            return false;
        }

        try
        {
            if (new InclusionProof(proof.Event, proof.Index, proof.Path, checkpoint).Holds(keys)) return true;
        }
        catch (FormatException)
        {
            // A path that is no hexadecimal leads nowhere.
        }

        differences.Add($"{Named(proof.Event)} does not lead to the root that checkpoint {proof.Checkpoint} signed.");
        return false;
    }

    private List<T> Lines<T>(string file, Func<string, long, T> read)
    {
        if (!files.TryGetValue(file, out var content)) return [];
        return [.. Encoding.UTF8.GetString(content).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select((line, index) => Read(line, index + 1))];

        T Read(string line, long number)
        {
            try
            {
                return read(line, number);
            }
            catch (Exception fault) when (fault is InvalidDataException or JsonException or FormatException)
            {
                throw new InvalidDataException($"{file}: {fault.Message}", fault);
            }
        }
    }

    private static T Parsed<T>(string line, long number)
        where T : class => JsonSerializer.Deserialize<T>(line, EvidenceFiles.Json) ?? throw new InvalidDataException($"Line {number} is empty.");

    private static string Named(Seal seal) => $"Event {seal.Id} at position {seal.Position}";

    private static string What(Seal found, Seal sealedAs) =>
        found.Content != sealedAs.Content ? "its content" : found.Position != sealedAs.Position ? "its position" : found.Version != sealedAs.Version ? "its version" : "its stream";
}
