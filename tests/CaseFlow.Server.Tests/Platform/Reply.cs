using System.Text.Json;

namespace CaseFlow.Testing;

/// <summary>An answer of the API, read.</summary>
public sealed record Reply(int Status, string ContentType, string? ETag, string? Location, string Text)
{
    public JsonElement Body => JsonDocument.Parse(Text is "" ? "null" : Text).RootElement;

    public string? Code => Member("code")?.GetString();

    public string? Outcome => Member("outcome")?.GetString();

    public long Version => Member("version")?.GetInt64() ?? -1;

    public long Position => Member("position")?.GetInt64() ?? -1;

    /// <summary>The last part of the <c>Location</c>.</summary>
    public string Created => Location?.Split('/')[^1] ?? "";

    /// <summary>The field errors as <c>field code</c>.</summary>
    public IReadOnlyList<string> Errors => [.. (Member("errors")?.EnumerateArray() ?? []).Select(error => $"{error.GetProperty("field").GetString()} {error.GetProperty("code").GetString()}")];

    public static async Task<Reply> ReadAsync(HttpResponseMessage response)
    {
        using (response)
        {
            return new(
                (int)response.StatusCode,
                response.Content.Headers.ContentType?.MediaType ?? "",
                response.Headers.ETag?.Tag,
                response.Headers.Location?.OriginalString,
                await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        }
    }

    public Reply MustBe(int status) => Status == status ? this : throw new Xunit.Sdk.XunitException($"Expected {status}, got {Status}: {Text}");

    private JsonElement? Member(string name) => Text.StartsWith('{') && Body.TryGetProperty(name, out var value) ? value : null;
}
