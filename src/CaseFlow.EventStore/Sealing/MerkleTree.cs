using System.Numerics;
using System.Security.Cryptography;

namespace CaseFlow.EventStore.Sealing;

/// <summary>The Merkle tree of RFC 6962: its root states all leaves, and a short path proves that one is among them.</summary>
public static class MerkleTree
{
    /// <summary>The hash of a leaf.</summary>
    public static byte[] Leaf(ReadOnlySpan<byte> content) => SHA256.HashData([0, .. content]);

    /// <summary>The root over hashes of leaves.</summary>
    public static byte[] Root(ReadOnlySpan<byte[]> leaves)
    {
        if (leaves.Length == 0)
            return SHA256.HashData([]);
        if (leaves.Length == 1)
            return leaves[0];
        var left = LeftOf(leaves.Length);
        return Node(Root(leaves[..left]), Root(leaves[left..]));
    }

    /// <summary>The path from a leaf to the root: its neighbours, the nearest first.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such leaf.</exception>
    public static IReadOnlyList<byte[]> Path(ReadOnlySpan<byte[]> leaves, int index)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, leaves.Length);
        if (leaves.Length == 1)
            return [];
        var left = LeftOf(leaves.Length);
        return index < left
            ? [.. Path(leaves[..left], index), Root(leaves[left..])]
            : [.. Path(leaves[left..], index - left), Root(leaves[..left])];
    }

    /// <summary>The root that a path leads to; null when the path does not fit a tree of that size.</summary>
    /// <param name="leaf">The hash of the leaf.</param>
    /// <param name="index">Its place among the leaves.</param>
    /// <param name="count">How many leaves there are.</param>
    /// <param name="path">Its neighbours, the nearest first.</param>
    public static byte[]? RootOf(byte[] leaf, int index, int count, IReadOnlyList<byte[]> path)
    {
        ArgumentNullException.ThrowIfNull(path);
        if (index < 0 || index >= count)
            return null;
        var (node, last, hash) = (index, count - 1, leaf);
        foreach (var neighbour in path)
        {
            if (last == 0)
                return null;
            if (int.IsOddInteger(node) || node == last)
            {
                hash = Node(neighbour, hash);
                while (int.IsEvenInteger(node) && node != 0)
                    (node, last) = (node >> 1, last >> 1);
            }
            else
            {
                hash = Node(hash, neighbour);
            }
            (node, last) = (node >> 1, last >> 1);
        }
        return last == 0 ? hash : null;
    }

    private static byte[] Node(byte[] left, byte[] right) => SHA256.HashData([1, .. left, .. right]);

    /// <summary>The largest power of two that is smaller.</summary>
    private static int LeftOf(int leaves) => 1 << BitOperations.Log2((uint)leaves - 1);
}
