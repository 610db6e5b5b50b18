using System.Text.Json.Nodes;

namespace CaseFlow.Server.Definitions;

/// <summary>One thing that a version says otherwise than another.</summary>
/// <param name="Path">Where, for example <c>entries[network.roaming].zh</c>.</param>
/// <param name="Before">What the earlier version says; null when it says nothing there.</param>
/// <param name="After">What the later one says; null when it says nothing there.</param>
public sealed record ChangedPart(string Path, string? Before, string? After);

/// <summary>What one version of a definition says otherwise than another.</summary>
public static class DefinitionDifference
{
    /// <summary>What names an item of a list, so that one put between others is one difference and not many.</summary>
    internal static readonly string[] Names = ["code", "day", "date", "kind"];

    /// <summary>The differences, by place.</summary>
    public static IReadOnlyList<ChangedPart> Between(JsonNode? before, JsonNode? after)
    {
        var (earlier, later) = (Flat(before), Flat(after));
        return [.. earlier.Keys.Union(later.Keys)
            .Select(path => new ChangedPart(path, earlier.GetValueOrDefault(path), later.GetValueOrDefault(path)))
            .Where(one => one.Before != one.After)];
    }

    private static Dictionary<string, string> Flat(JsonNode? node)
    {
        var found = new Dictionary<string, string>(StringComparer.Ordinal);
        Add(node, "");
        return found;

        void Add(JsonNode? at, string path)
        {
            switch (at)
            {
                case JsonObject record:
                    foreach (var (name, value) in record)
                        Add(value, path.Length == 0 ? name : $"{path}.{name}");
                    break;
                case JsonArray list when list.All(item => item is null or JsonValue):
                    found[path] = string.Join(" · ", list);
                    break;
                case JsonArray list:
                    foreach (var (item, place) in list.Select((item, i) => (item, NameOf(item) ?? $"{i + 1}")))
                        Add(item, Free($"{path}[{place}]", found));
                    break;
                case not null:
                    found[path] = at.ToString();
                    break;
            }
        }
    }

    private static string? NameOf(JsonNode? item) => item is JsonObject record ? Names.Select(name => record[name]).OfType<JsonValue>().FirstOrDefault()?.ToString() : null;

    /// <summary>Two items of one name stand beside each other all the same.</summary>
    private static string Free(string path, Dictionary<string, string> taken) =>
        taken.Keys.Any(other => other.StartsWith($"{path}.", StringComparison.Ordinal)) ? Free($"{path}′", taken) : path;
}
