using System.Text.Encodings.Web;
using System.Text.Json;

namespace CaseFlow.Server.Complaints;

/// <summary>A complaint that is being written, as the browser's tab keeps it.</summary>
/// <param name="Key">Under which it will be registered: a draft that comes back after a lost answer registers the same case.</param>
/// <param name="Texts">What was typed, by field.</param>
public sealed record ComplaintDraft(string Key, IReadOnlyDictionary<string, string> Texts)
{
    /// <remarks>Chinese as it is, not as escapes of six bytes each: the browser sends a draft back in one message.</remarks>
    private static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>An empty one.</summary>
    public static ComplaintDraft New() => new(Guid.NewGuid().ToString("N"), new Dictionary<string, string>());

    /// <summary>Reads what the browser kept; null when it kept nothing that can be read.</summary>
    public static ComplaintDraft? Read(string? text)
    {
        try
        {
            return text is null ? null : JsonSerializer.Deserialize<ComplaintDraft>(text, Json) is { Key.Length: > 0, Texts: not null } draft ? draft : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <inheritdoc/>
    public override string ToString() => JsonSerializer.Serialize(this, Json);
}
