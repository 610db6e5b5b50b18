using System.Buffers.Binary;
using System.Numerics;

namespace CaseFlow.Inspections;

/// <summary>SipHash-2-4, a keyed hash with 64 bits (Aumasson and Bernstein, <i>SipHash: a fast short-input PRF</i>, Indocrypt 2012).</summary>
/// <remarks>
/// Cases are put in the order of their hashes, so that a draw follows from its seed and from nothing else: no generator has a state, and no
/// version of a runtime decides. It is written out here, because the domain mentions nothing that draws or encrypts.
/// </remarks>
public static class KeyedHash
{
    /// <summary>The hash of a message under a key of two halves.</summary>
    public static ulong Of(ulong first, ulong second, ReadOnlySpan<byte> message)
    {
        var v = (A: first ^ 0x736f6d6570736575, B: second ^ 0x646f72616e646f6d, C: first ^ 0x6c7967656e657261, D: second ^ 0x7465646279746573);
        var whole = message.Length / 8 * 8;
        for (var i = 0; i < whole; i += 8)
            v = Take(v, BinaryPrimitives.ReadUInt64LittleEndian(message[i..]));
        var last = (ulong)message.Length << 56;
        for (var i = whole; i < message.Length; i++)
            last |= (ulong)message[i] << (8 * (i - whole));
        v = Take(v, last);
        v.C ^= 0xff;
        for (var round = 0; round < 4; round++)
            v = Round(v);
        return v.A ^ v.B ^ v.C ^ v.D;
    }

    /// <summary>Where a case stands in a draw.</summary>
    /// <param name="seed">The seed.</param>
    /// <param name="purpose">Keeps the orders of one seed apart that decide different things.</param>
    /// <param name="complaint">The case.</param>
    public static ulong Of(long seed, ulong purpose, ComplaintId complaint)
    {
        Span<byte> id = stackalloc byte[16];
        complaint.Value.TryWriteBytes(id, bigEndian: true, out _);
        return Of((ulong)seed, purpose, id);
    }

    private static (ulong A, ulong B, ulong C, ulong D) Take((ulong A, ulong B, ulong C, ulong D) v, ulong word)
    {
        v.D ^= word;
        v = Round(Round(v));
        v.A ^= word;
        return v;
    }

    private static (ulong A, ulong B, ulong C, ulong D) Round((ulong A, ulong B, ulong C, ulong D) v)
    {
        unchecked
        {
            v.A += v.B;
            v.B = BitOperations.RotateLeft(v.B, 13) ^ v.A;
            v.A = BitOperations.RotateLeft(v.A, 32);
            v.C += v.D;
            v.D = BitOperations.RotateLeft(v.D, 16) ^ v.C;
            v.A += v.D;
            v.D = BitOperations.RotateLeft(v.D, 21) ^ v.A;
            v.C += v.B;
            v.B = BitOperations.RotateLeft(v.B, 17) ^ v.C;
            v.C = BitOperations.RotateLeft(v.C, 32);
            return v;
        }
    }
}
