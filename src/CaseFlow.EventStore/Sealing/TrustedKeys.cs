using System.Security.Cryptography;
using System.Text;

namespace CaseFlow.EventStore.Sealing;

/// <summary>The public keys whose checkpoints are believed.</summary>
public sealed class TrustedKeys
{
    private readonly Dictionary<string, string> keys = [];

    /// <summary>Reads one or several public keys, one PEM after the other.</summary>
    /// <exception cref="InvalidDataException">The text holds none, or something else.</exception>
    public TrustedKeys(string pem)
    {
        ArgumentNullException.ThrowIfNull(pem);
        try
        {
            for (var rest = pem.AsSpan(); PemEncoding.TryFind(rest, out var found); rest = rest[found.Location.End..])
            {
                var one = rest[found.Location].ToString();
                if (one.Contains("PRIVATE", StringComparison.Ordinal))
                    throw new InvalidDataException("That is a private key; the public one is beside it, as .pub.");
                using var key = Open(one);
                keys[IdOf(key)] = one;
            }
        }
        catch (Exception fault) when (fault is ArgumentException or CryptographicException)
        {
            throw new InvalidDataException("The text does not hold public keys as PEM.", fault);
        }
        if (keys.Count == 0)
            throw new InvalidDataException("The text does not hold a public key as PEM.");
    }

    /// <summary>Whether one of these keys signed the checkpoint as it stands.</summary>
    public bool Believe(ChainCheckpoint checkpoint)
    {
        ArgumentNullException.ThrowIfNull(checkpoint);
        if (!keys.TryGetValue(checkpoint.KeyId, out var pem))
            return false;
        var signature = new byte[64];
        using var key = Open(pem);
        return Convert.TryFromBase64String(checkpoint.Signature, signature, out var length) && length == signature.Length
            && key.VerifyData(Encoding.UTF8.GetBytes(checkpoint.Statement), signature, HashAlgorithmName.SHA256);
    }

    internal static string IdOf(ECDsa key) => Convert.ToHexStringLower(SHA256.HashData(key.ExportSubjectPublicKeyInfo()))[..16];

    private static ECDsa Open(string pem)
    {
        var key = ECDsa.Create();
        key.ImportFromPem(pem);
        return key;
    }
}
