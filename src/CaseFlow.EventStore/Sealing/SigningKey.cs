using System.Security.Cryptography;
using System.Text;

namespace CaseFlow.EventStore.Sealing;

/// <summary>The key that signs checkpoints, from a file outside of the database: ECDSA on the curve P-256.</summary>
public sealed class SigningKey
{
    private readonly string pem;

    private SigningKey(string pem)
    {
        this.pem = pem;
        using var key = Open();
        _ = key.ExportParameters(includePrivateParameters: true);
        PublicPem = key.ExportSubjectPublicKeyInfoPem() + "\n";
        Id = TrustedKeys.IdOf(key);
    }

    /// <summary>Names the key: the start of the SHA-256 of its public part.</summary>
    public string Id { get; }

    /// <summary>The public part, as PEM: whoever has it can verify, and cannot seal.</summary>
    public string PublicPem { get; }

    /// <summary>Reads the key from its file, which the first start creates for its owner alone; the public part is kept beside it as <c>.pub</c>.</summary>
    /// <exception cref="InvalidDataException">The file does not hold such a key.</exception>
    public static SigningKey LoadOrCreate(string path)
    {
        if (!File.Exists(path))
            Create(path);
        SigningKey key;
        try
        {
            key = new(File.ReadAllText(path));
        }
        catch (Exception fault) when (fault is ArgumentException or CryptographicException)
        {
            throw new InvalidDataException($"{path} does not hold a signing key: an EC private key on P-256, as PEM.", fault);
        }
        if (!File.Exists(path + ".pub"))
            File.WriteAllText(path + ".pub", key.PublicPem);
        return key;
    }

    /// <summary>The checkpoint with this key's signature.</summary>
    public ChainCheckpoint Sign(ChainCheckpoint checkpoint)
    {
        ArgumentNullException.ThrowIfNull(checkpoint);
        var mine = checkpoint with { KeyId = Id };
        using var key = Open();
        return mine with { Signature = Convert.ToBase64String(key.SignData(Encoding.UTF8.GetBytes(mine.Statement), HashAlgorithmName.SHA256)) };
    }

    private static void Create(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var fresh = $"{path}.{Guid.NewGuid():N}";
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using (var stream = new FileStream(fresh, options))
        {
            stream.Write(Encoding.ASCII.GetBytes(key.ExportPkcs8PrivateKeyPem() + "\n"));
            stream.Flush(flushToDisk: true);
        }

        try
        {
            File.Move(fresh, path, overwrite: false);
        }
        catch (IOException) when (File.Exists(path))
        {
            // Another start was faster; its key is the key.
            File.Delete(fresh);
        }
    }

    private ECDsa Open()
    {
        var key = ECDsa.Create();
        key.ImportFromPem(pem);
        return key.KeySize == 256 ? key : throw new CryptographicException("The key is not on the curve P-256.");
    }
}
