using System.Security.Cryptography;
using System.Text;

namespace CaseFlow.Server.Platform.Commands;

/// <summary>Ids that follow from what they name, so that doing a thing twice names it once.</summary>
public static class DeterministicId
{
    /// <summary>A version 8 UUID (RFC 9562) over the parts, in order.</summary>
    public static Guid From(params ReadOnlySpan<object> parts)
    {
        var text = new StringBuilder();
        foreach (var part in parts)
            text.Append(System.Globalization.CultureInfo.InvariantCulture, $"{part}\u001f");
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())).AsSpan(0, 16);
        hash[6] = (byte)((hash[6] & 0x0f) | 0x80);
        hash[8] = (byte)((hash[8] & 0x3f) | 0x80);
        return new Guid(hash, bigEndian: true);
    }
}
