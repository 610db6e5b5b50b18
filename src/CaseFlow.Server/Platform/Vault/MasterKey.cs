using System.Security.Cryptography;

namespace CaseFlow.Server.Platform.Vault;

/// <summary>The key that wraps all others. It lives in a file of its own, never in the database.</summary>
/// <remarks>
/// While it is rotated there are two: <c>master.key</c> and beside it <c>master.key.next</c>, which wraps from the moment that it
/// is there. What either or a retired one (<c>master.key.ID</c>) wrapped is unwrapped, so that servers go on meanwhile.
/// </remarks>
public sealed class MasterKey
{
    private const int Length = 32;
    private readonly string path;
    private volatile Ring ring;

    private MasterKey(string path) => (this.path, ring) = (path, Ring.Read(path));

    /// <summary>Names the key that wraps without telling it: the start of its SHA-256.</summary>
    public string Id => Wrapping.Id;

    /// <summary>The key that wraps now, read again when a rotation put another file there.</summary>
    public WrappingKey Wrapping
    {
        get
        {
            if (ring.Stamp != Ring.StampOf(path)) ring = Ring.Read(path);
            return ring.Keys[0];
        }
    }

    /// <summary>Reads the key from its file, which the first start creates for its owner alone.</summary>
    /// <exception cref="InvalidDataException">The file does not hold a key.</exception>
    public static MasterKey LoadOrCreate(string path)
    {
        if (!File.Exists(path)) Create(path);
        return new(path);
    }

    /// <summary>Decrypts a subject's key.</summary>
    /// <exception cref="CryptographicException">It was wrapped by another master key, or for another subject.</exception>
    public byte[] Unwrap(Guid subject, byte[] wrapped)
    {
        if (ring.TryUnwrap(subject, wrapped) is { } known) return known;
        ring = Ring.Read(path);
        return ring.TryUnwrap(subject, wrapped) ?? throw new CryptographicException("No master key of this installation wrapped this key.");
    }

    /// <summary>Begins or goes on with a rotation: from now on the next key wraps.</summary>
    public WrappingKey BeginRotation()
    {
        if (!File.Exists(Ring.Next(path))) Create(Ring.Next(path));
        ring = Ring.Read(path);
        return ring.Keys[0];
    }

    /// <summary>Ends a rotation: the next key takes the place of the old one, which is kept beside it under its id for backups of before.</summary>
    public void EndRotation()
    {
        var old = Ring.KeyIn(path);
        File.Copy(path, $"{path}.{old.Id}", overwrite: true);
        // One rename: whoever looks finds the old key or the new one, and never none.
        File.Move(Ring.Next(path), path, overwrite: true);
        ring = Ring.Read(path);
    }

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

    /// <summary>All keys that may have wrapped something, the one that wraps now first.</summary>
    private sealed record Ring(IReadOnlyList<WrappingKey> Keys, (DateTime Key, DateTime Next) Stamp)
    {
        public static string Next(string path) => path + ".next";

        public static (DateTime Key, DateTime Next) StampOf(string path) => (File.GetLastWriteTimeUtc(path), File.GetLastWriteTimeUtc(Next(path)));

        public static Ring Read(string path)
        {
            // Taken first: what is put there while the files are read is noticed the next time.
            var stamp = StampOf(path);
            var keys = new List<WrappingKey>();
            if (File.Exists(Next(path))) keys.Add(KeyIn(Next(path)));
            keys.Add(KeyIn(path));
            var retired = Directory.EnumerateFiles(Path.GetDirectoryName(Path.GetFullPath(path))!, Path.GetFileName(path) + ".*").Where(file => IsRetired(Path.GetExtension(file)));
            keys.AddRange(retired.Order(StringComparer.Ordinal).Select(KeyIn));
            return new(keys, stamp);
        }

        public static WrappingKey KeyIn(string file)
        {
            var key = TryDecode(File.ReadAllText(file).Trim());
            return key is { Length: Length } ? new(key) : throw new InvalidDataException($"{file} does not hold a master key: {Length} bytes in Base64.");
        }

        public byte[]? TryUnwrap(Guid subject, byte[] wrapped) => Keys.Select(key => key.TryUnwrap(subject, wrapped)).FirstOrDefault(key => key is not null);

        /// <summary>A retired key's file ends with its id; one that is being written, with a longer name.</summary>
        private static bool IsRetired(string extension) => extension.Length == 17 && extension.Skip(1).All(char.IsAsciiHexDigitLower);

        private static byte[]? TryDecode(string text)
        {
            var bytes = new byte[text.Length];
            return Convert.TryFromBase64String(text, bytes, out var length) ? bytes[..length] : null;
        }
    }
}

/// <summary>A master key as it wraps.</summary>
public sealed class WrappingKey
{
    private readonly byte[] key;

    internal WrappingKey(byte[] key) => (this.key, Id) = (key, Convert.ToHexStringLower(SHA256.HashData(key))[..16]);

    /// <summary>Names the key without telling it: the start of its SHA-256.</summary>
    public string Id { get; }

    /// <summary>Encrypts a subject's key.</summary>
    public byte[] Wrap(Guid subject, byte[] subjectKey) => Cipher.Encrypt(key, subjectKey, subject);

    /// <summary>Decrypts a subject's key; null when another key wrapped it.</summary>
    internal byte[]? TryUnwrap(Guid subject, byte[] wrapped)
    {
        try
        {
            return Cipher.Decrypt(key, wrapped, subject);
        }
        catch (AuthenticationTagMismatchException)
        {
            return null;
        }
    }
}
