using System.Security.Cryptography;

namespace CaseFlow.Server.Platform.Vault;

/// <summary>The key that wraps all others. It lives in a file of its own, never in the database.</summary>
public sealed class MasterKey
{
    private const int Length = 32;
    private readonly byte[] key;

    private MasterKey(byte[] key) => this.key = key;

    /// <summary>Names the key without telling it: the start of its SHA-256.</summary>
    public string Id => Convert.ToHexStringLower(SHA256.HashData(key))[..16];

    /// <summary>Reads the key from its file, which the first start creates for its owner alone.</summary>
    /// <exception cref="InvalidDataException">The file does not hold a key.</exception>
    public static MasterKey LoadOrCreate(string path)
    {
        if (!File.Exists(path)) Create(path);
        var key = TryDecode(File.ReadAllText(path).Trim());
        return key is { Length: Length } ? new(key) : throw new InvalidDataException($"{path} does not hold a master key: {Length} bytes in Base64.");
    }

    /// <summary>Encrypts a subject's key.</summary>
    public byte[] Wrap(Guid subject, byte[] subjectKey) => Cipher.Encrypt(key, subjectKey, subject);

    /// <summary>Decrypts a subject's key.</summary>
    /// <exception cref="CryptographicException">It was wrapped by another master key, or for another subject.</exception>
    public byte[] Unwrap(Guid subject, byte[] wrapped) => Cipher.Decrypt(key, wrapped, subject);

    private static void Create(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        var fresh = path + "." + Guid.NewGuid().ToString("N");
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using (var stream = new FileStream(fresh, options))
        {
            stream.Write(System.Text.Encoding.ASCII.GetBytes(Convert.ToBase64String(RandomNumberGenerator.GetBytes(Length))));
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

    private static byte[]? TryDecode(string text)
    {
        var bytes = new byte[text.Length];
        return Convert.TryFromBase64String(text, bytes, out var length) ? bytes[..length] : null;
    }
}
