using System.Buffers.Binary;
using System.Security.Cryptography;

namespace CaseFlow.EventStore.Sealing;

/// <summary>What is kept of a sealed event, to tell which event differs: where and which it was, and the hash of all that was stored of it.</summary>
/// <param name="Position">Its position.</param>
/// <param name="Id">Its id.</param>
/// <param name="Stream">Its stream; empty when it had none.</param>
/// <param name="Version">Its version there.</param>
/// <param name="Content">The SHA-256 of its canonical form, in hexadecimal.</param>
public readonly record struct Seal(long Position, Guid Id, Guid Stream, long Version, string Content)
{
    /// <summary>How many bytes a seal takes.</summary>
    public const int Size = 80;

    /// <summary>Its bytes: position, id, stream, version and hash.</summary>
    public byte[] ToBytes()
    {
        var bytes = new byte[Size];
        BinaryPrimitives.WriteInt64BigEndian(bytes, Position);
        Id.TryWriteBytes(bytes.AsSpan(8), bigEndian: true, out _);
        Stream.TryWriteBytes(bytes.AsSpan(24), bigEndian: true, out _);
        BinaryPrimitives.WriteInt64BigEndian(bytes.AsSpan(40), Version);
        Convert.FromHexString(Content, bytes.AsSpan(48), out _, out _);
        return bytes;
    }

    /// <summary>The leaf of the Merkle tree, and the link of the chain.</summary>
    public byte[] Leaf() => MerkleTree.Leaf(ToBytes());

    /// <summary>The chain's value after an event, from the one before it and the event's leaf.</summary>
    public static byte[] Chain(byte[] before, byte[] leaf)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(leaf);
        return SHA256.HashData([2, .. before, .. leaf]);
    }

    /// <summary>The seals of a checkpoint; none when the bytes are no seals.</summary>
    internal static IReadOnlyList<Seal> ReadAll(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length % Size != 0)
            return [];
        var seals = new Seal[bytes.Length / Size];
        for (var index = 0; index < seals.Length; index++)
        {
            var one = bytes.Slice(index * Size, Size);
            seals[index] = new(
                BinaryPrimitives.ReadInt64BigEndian(one), new Guid(one.Slice(8, 16), bigEndian: true), new Guid(one.Slice(24, 16), bigEndian: true),
                BinaryPrimitives.ReadInt64BigEndian(one[40..]), Convert.ToHexStringLower(one[48..]));
        }
        return seals;
    }

    internal static byte[] WriteAll(IEnumerable<Seal> seals) => [.. seals.SelectMany(seal => seal.ToBytes())];
}
