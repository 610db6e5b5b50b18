using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace CaseFlow.Server.Tests.Platform;

/// <summary>All that can go wrong with one route, from its description: each part of the path, each parameter, each field, and the body as such.</summary>
public sealed class HostileRoute(JsonElement document, string method, string path, JsonElement operation, string complaint)
{
    private const string Nobody = "11111111-1111-4111-8111-111111111111";

    /// <summary>Values that a right request would have, so that a wrong one beside them gets as far as it can.</summary>
    private static readonly Dictionary<string, string> Right = new()
    {
        ["kind"] = "\"Complaint\"",
        ["channel"] = "\"hotline\"",
        ["source"] = "\"customer\"",
        ["topic"] = "\"network.roaming.activation\"",
        ["region"] = "{\"province\":\"cn-js\",\"city\":\"nanjing\"}",
        ["customer"] = "{\"serviceNumber\":\"13911112222\"}",
        ["department"] = "\"network\"",
        ["occurredAt"] = "\"2026-03-02T10:00:00+08:00\"",
    };

    private readonly string[] parameters = [.. Parameters(operation, "query")];

    public IEnumerable<HostileRequest> Requests() => InThePath().Concat(method == "get" ? InTheQuery() : InTheBody());

    private IEnumerable<HostileRequest> InThePath() => Regex.Matches(path, @"\{(\w+)\}").SelectMany(hole =>
        HostileTexts.Parts.Select(part => new HostileRequest(method, Filled(path.Replace(hole.Value, part, StringComparison.Ordinal)) + "?region=all", Body([]), BodyType)));

    private IEnumerable<HostileRequest> InTheQuery() => parameters.Append("noSuchParameter").SelectMany(parameter => HostileTexts.Parts.SelectMany(part => ((string[])
    [
        $"{(parameter == "region" ? "" : "region=all&")}{parameter}={part}",
        $"{(parameter == "region" ? "" : "region=cn-js&")}{parameter}={part}&{parameter}={part}",
    ]).Select(query => new HostileRequest(method, $"{Filled(path)}?{query}", null, null))));

    private IEnumerable<HostileRequest> InTheBody()
    {
        if (BodyType is null) return [];
        var at = Filled(path) + (parameters.Contains("region") ? "?region=all" : "");
        var types = ((string?[])[null, "text/html", "application/json; charset=utf-7", "application/json; charset=nothing", "\"", "application/x-www-form-urlencoded"]).Select(type => new HostileRequest(method, at, Body([]), type));
        var bodies = HostileTexts.Bodies.Select(body => new HostileRequest(method, at, body, BodyType));
        var fields = Fields(Schema(operation)).SelectMany(field => HostileTexts.Values.Select(value => new HostileRequest(method, at, Body([(field, value)]), BodyType)));
        var inner = Fields(Schema(operation)).Where(field => Inner(field) is not null)
            .SelectMany(field => Fields(Inner(field)!.Value).SelectMany(part => HostileTexts.Values.Select(value => new HostileRequest(method, at, Body([(field, Inside(field, part, value))]), BodyType))));
        return [.. types, .. bodies, .. fields, .. inner];
    }

    private string? BodyType => operation.TryGetProperty("requestBody", out _) ? "application/json" : null;

    private byte[]? Body((string Name, string Value)[] wrong) => BodyType is null ? null : Encoding.UTF8.GetBytes(
        $"{{{string.Join(",", Fields(Schema(operation)).Where(field => Right.ContainsKey(field) || IsRequired(field)).Select(field => (field, Value: RightOf(field))).Where(field => wrong.All(one => one.Name != field.field)).Concat(wrong.Select(one => (field: one.Name, one.Value))).Select(field => $"\"{field.field}\":{field.Value}"))}}}");

    private string RightOf(string field)
    {
        if (Right.TryGetValue(field, out var right)) return right;
        var schema = Resolved(Schema(operation)!.Value.GetProperty("properties").GetProperty(field));
        if (schema.TryGetProperty("enum", out var members)) return members[0].GetRawText();
        var type = schema.TryGetProperty("type", out var named) ? named.ValueKind == JsonValueKind.Array ? named.EnumerateArray().Select(one => one.GetString()!).First(one => one != "null") : named.GetString() : null;
        var format = schema.TryGetProperty("format", out var said) ? said.GetString() : null;
        return (type, format) switch
        {
            (_, "uuid") => $"\"{Nobody}\"",
            (_, "date-time") => "\"2026-03-02T10:00:00+08:00\"",
            ("integer" or "number", _) => "1",
            ("boolean", _) => "true",
            ("array", _) => "[]",
            ("object", _) => "{}",
            _ => "\"A word\"",
        };
    }

    private string Inside(string field, string part, string value) => $"{{{string.Join(",", Fields(Inner(field)!.Value).Where(other => other != part && Right.ContainsKey(other)).Select(other => $"\"{other}\":{Right[other]}").Append($"\"{part}\":{value}"))}}}";

    private bool IsRequired(string field) => Schema(operation) is { } schema && schema.TryGetProperty("required", out var required) && required.EnumerateArray().Any(name => name.GetString() == field);

    private JsonElement? Inner(string field)
    {
        var schema = Resolved(Schema(operation)!.Value.GetProperty("properties").GetProperty(field));
        return schema.TryGetProperty("properties", out _) ? schema : null;
    }

    private JsonElement? Schema(JsonElement described) => described.TryGetProperty("requestBody", out var body) ? Resolved(body.GetProperty("content").EnumerateObject().First().Value.GetProperty("schema")) : null;

    private static IEnumerable<string> Fields(JsonElement? schema) => schema is { } known && known.TryGetProperty("properties", out var properties) ? properties.EnumerateObject().Select(property => property.Name) : [];

    private JsonElement Resolved(JsonElement schema)
    {
        if (schema.TryGetProperty("oneOf", out var choices)) schema = choices.EnumerateArray().Last();
        return schema.TryGetProperty("$ref", out var reference) ? document.GetProperty("components").GetProperty("schemas").GetProperty(reference.GetString()!.Split('/')[^1]) : schema;
    }

    private string Filled(string pattern) => Regex.Replace(pattern, @"\{(\w+)\}", hole => hole.Groups[1].Value switch
    {
        "id" => path.Contains("/complaints/", StringComparison.Ordinal) ? complaint : Nobody,
        "name" => "topics",
        _ => Nobody,
    });

    private static IEnumerable<string> Parameters(JsonElement operation, string place) => operation.TryGetProperty("parameters", out var all)
        ? all.EnumerateArray().Where(parameter => parameter.GetProperty("in").GetString() == place).Select(parameter => parameter.GetProperty("name").GetString()!)
        : [];
}
