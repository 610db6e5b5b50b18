using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace CaseFlow.EventStore.Sealing;

/// <summary>A signed statement about a stretch of the events, and about all before it by the hash of the checkpoint before.</summary>
public sealed record ChainCheckpoint
{
    /// <summary>What stands where there is nothing before: the chain's first value, and the hash before the first checkpoint.</summary>
    public static readonly string Nothing = new('0', 64);

    /// <summary>How checkpoints are written as JSON.</summary>
    public static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    /// <summary>Checkpoints are numbered from 1.</summary>
    public required long Number { get; init; }

    /// <summary>The installation: one for all checkpoints of a chain.</summary>
    public required Guid Environment { get; init; }

    /// <summary>The position of its first event.</summary>
    public required long First { get; init; }

    /// <summary>The position of its last event.</summary>
    public required long Last { get; init; }

    /// <summary>How many events it seals.</summary>
    public required int Count { get; init; }

    /// <summary>How many are sealed up to here.</summary>
    public required long Total { get; init; }

    /// <summary>When it was sealed, in microseconds.</summary>
    public required DateTimeOffset SealedAt { get; init; }

    /// <summary>The chain's value after its last event, in hexadecimal.</summary>
    public required string Chain { get; init; }

    /// <summary>The root of the Merkle tree over its events, in hexadecimal.</summary>
    public required string Root { get; init; }

    /// <summary>The <see cref="Hash"/> of the checkpoint before; zeros for the first.</summary>
    public required string Previous { get; init; }

    /// <summary>Names the key that signed it.</summary>
    public required string KeyId { get; init; }

    /// <summary>ECDSA on P-256 with SHA-256 over the <see cref="Statement"/>, in Base64: r and s, 32 bytes each.</summary>
    public string Signature { get; init; } = "";

    /// <summary>The text that is signed.</summary>
    [JsonIgnore]
    public string Statement => string.Create(CultureInfo.InvariantCulture, $"""
        caseflow-checkpoint/1
        environment {Environment:D}
        number {Number}
        positions {First} {Last}
        count {Count}
        total {Total}
        sealed {SealedAt.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'}
        chain {Chain}
        root {Root}
        previous {Previous}
        key {KeyId}

        """);

    /// <summary>What the next checkpoint names it by, in hexadecimal.</summary>
    [JsonIgnore]
    public string Hash => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Statement)));

    /// <summary>Reads a line of an anchor file.</summary>
    /// <exception cref="JsonException">It is no checkpoint.</exception>
    public static ChainCheckpoint Parse(string line) => JsonSerializer.Deserialize<ChainCheckpoint>(line, Json) ?? throw new JsonException("null is no checkpoint.");

    /// <summary>One line.</summary>
    public string ToLine() => JsonSerializer.Serialize(this, Json);

    /// <summary>Whether it follows another by number, place and hash; the first follows none.</summary>
    public bool Follows(ChainCheckpoint? before) => before is null
        ? Number == 1 && Previous == Nothing && Total == Count
        : Number == before.Number + 1 && Previous == before.Hash && Environment == before.Environment && First > before.Last && Total == before.Total + Count;
}

/// <summary>A checkpoint with the seals of its events.</summary>
/// <param name="Checkpoint">The signed statement.</param>
/// <param name="Seals">The seals; null when there are none at hand or they cannot be read.</param>
public sealed record SealedStretch(ChainCheckpoint Checkpoint, IReadOnlyList<Seal>? Seals);
