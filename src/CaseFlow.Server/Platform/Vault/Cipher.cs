using System.Security.Cryptography;

namespace CaseFlow.Server.Platform.Vault;

/// <summary>AES-256-GCM, bound to the subject: nonce (12 bytes), ciphertext, tag (16 bytes).</summary>
internal static class Cipher
{
    private const int NonceLength = 12;
    private const int TagLength = 16;

    public static byte[] Encrypt(byte[] key, ReadOnlySpan<byte> plain, Guid subject)
    {
        var result = new byte[NonceLength + plain.Length + TagLength];
        var nonce = result.AsSpan(0, NonceLength);
        RandomNumberGenerator.Fill(nonce);
        using var aes = new AesGcm(key, TagLength);
        aes.Encrypt(nonce, plain, result.AsSpan(NonceLength, plain.Length), result.AsSpan(NonceLength + plain.Length), subject.ToByteArray(bigEndian: true));
        return result;
    }

    public static byte[] Decrypt(byte[] key, ReadOnlySpan<byte> sealedBytes, Guid subject)
    {
        if (sealedBytes.Length < NonceLength + TagLength) throw new CryptographicException("Too short to be sealed.");
        var plain = new byte[sealedBytes.Length - NonceLength - TagLength];
        using var aes = new AesGcm(key, TagLength);
        aes.Decrypt(sealedBytes[..NonceLength], sealedBytes.Slice(NonceLength, plain.Length), sealedBytes[^TagLength..], plain, subject.ToByteArray(bigEndian: true));
        return plain;
    }
}
