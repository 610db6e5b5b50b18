using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using System.Text.RegularExpressions;
using CaseFlow.Server.Platform.Commands;

namespace CaseFlow.Server.Platform.Web;

/// <summary>Says which field of a body cannot be read, and what it takes, without showing how we are built.</summary>
public static partial class BodyErrors
{
    /// <summary>The error of the field that the reader stopped at; null when the body is no JSON at all.</summary>
    public static FieldError? Of(JsonException fault, Type request, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(fault);
        ArgumentNullException.ThrowIfNull(options);
        // The reader's own exceptions stand for broken syntax; those of the serializer for values that do not fit.
        if (fault.InnerException is JsonException || fault.Path is not { } path) return null;
        var field = path == "$" ? path : path.TrimStart('$').TrimStart('.');
        return Find(options.GetTypeInfo(request), path) is { } type
            ? new(field, FieldCodes.Malformed, $"{field} takes {Takes(type.Type)}.")
            : new(field, FieldCodes.UnknownField, $"Nothing knows the field {field}.");
    }

    /// <summary>What stands at a path such as <c>$.entries[2].code</c>; null when nothing does.</summary>
    private static JsonTypeInfo? Find(JsonTypeInfo type, string path)
    {
        if (path.Contains("['", StringComparison.Ordinal)) return null;
        foreach (Match step in Steps().Matches(path))
        {
            var next = step.Groups["name"] is { Success: true, Value: var name }
                ? type.Properties.FirstOrDefault(property => string.Equals(property.Name, name, StringComparison.OrdinalIgnoreCase))?.PropertyType
                : type.ElementType;
            if (next is null) return null;
            type = type.Options.GetTypeInfo(Nullable.GetUnderlyingType(next) ?? next);
        }

        return type;
    }

    private static string Takes(Type type) => type switch
    {
        { IsEnum: true } => $"one of {string.Join(", ", Enum.GetNames(type))}",
        _ when type == typeof(DateTimeOffset) => "a date and time with its offset, such as 2011-06-28T22:11:54+08:00",
        _ when type == typeof(TimeOnly) => "a time of day, such as 09:00:00",
        _ when type == typeof(Guid) => "a UUID",
        _ when type == typeof(bool) => "true or false",
        _ when type == typeof(int) => "a whole number",
        _ when type == typeof(decimal) => "a number",
        _ when type == typeof(string) => "a text",
        _ when type.IsAssignableTo(typeof(System.Collections.IEnumerable)) => "a list",
        _ => "an object, each of its fields once",
    };

    [GeneratedRegex(@"\.(?<name>[^.\[]+)|\[\d+\]")]
    private static partial Regex Steps();
}
