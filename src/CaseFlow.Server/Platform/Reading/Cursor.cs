using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using CaseFlow.EventStore;
using CaseFlow.Server.Platform.Web;

namespace CaseFlow.Server.Platform.Reading;

/// <summary>Where a page ended, bound to the question that it was a page of.</summary>
/// <remarks>It holds the last item's sort key, not a count of items, so that items that come and go neither repeat nor hide others.</remarks>
public static class Cursor
{
    /// <summary>Names a question: equal questions have equal digests.</summary>
    /// <param name="parts">The territory, the filter and the order.</param>
    public static string DigestOf(params ReadOnlySpan<object> parts)
    {
        var text = new StringBuilder();
        foreach (var part in parts)
            text.Append(part as string ?? JsonSerializer.Serialize(part, part.GetType(), EventTypes.Json)).Append('\u001f');
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())))[..16];
    }

    /// <summary>The cursor behind an item.</summary>
    /// <param name="digest">The question's.</param>
    /// <param name="key">The item's sort key, the last part of which is unique.</param>
    public static string Behind(string digest, params ReadOnlySpan<string> key) =>
        Convert.ToBase64String(JsonSerializer.SerializeToUtf8Bytes<string[]>([digest, .. key])).TrimEnd('=').Replace('+', '-').Replace('/', '_');

    /// <summary>The sort key in a cursor; null when there is no cursor.</summary>
    /// <param name="cursor">The cursor.</param>
    /// <param name="digest">The digest of the question that it is used with.</param>
    /// <param name="parts">How many parts the key has.</param>
    /// <exception cref="UnfitCursorException">It cannot be read, or belongs to another question.</exception>
    public static string[]? Read(string? cursor, string digest, int parts)
    {
        if (cursor is null) return null;
        var read = Decode(cursor);
        if (read is null || read.Length != parts + 1) throw UnfitCursorException.Malformed;
        return read[0] == digest ? read[1..] : throw new UnfitCursorException(ProblemCodes.CursorMismatch, "The cursor belongs to a list with another territory, filter or order; begin this one without a cursor.");
    }

    private static string[]? Decode(string cursor)
    {
        try
        {
            var base64 = cursor.Replace('-', '+').Replace('_', '/');
            return JsonSerializer.Deserialize<string[]>(Convert.FromBase64String(base64.PadRight((base64.Length + 3) / 4 * 4, '=')));
        }
        catch (Exception fault) when (fault is FormatException or JsonException)
        {
            return null;
        }
    }
}

/// <summary>A cursor is not one of the list that it was used with. The API answers it with <paramref name="code"/>; a page that continues its own list never sees it.</summary>
public sealed class UnfitCursorException(string code, string message) : Exception(message)
{
    /// <summary>The problem's code.</summary>
    public string Code => code;

    /// <summary>The text is no cursor at all.</summary>
    public static UnfitCursorException Malformed => new(ProblemCodes.CursorMalformed, "cursor is the next of an earlier answer, unchanged.");
}
