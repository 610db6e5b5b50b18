using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using CaseFlow.EventStore;

namespace CaseFlow.Server.Platform.Reading;

/// <summary>The fields of an event as its reader may see them.</summary>
public static class EventFields
{
    /// <summary>Marks what is sealed, wherever in the event it stands; no event has a field of this name.</summary>
    private const string Mark = "$sealed";

    private static readonly JsonSerializerOptions Marking = new(EventTypes.Json) { Converters = { new SealedMarker() } };

    /// <summary>The fields that say who a customer is; what else is sealed is what somebody said.</summary>
    public static IReadOnlyDictionary<string, PersonalKind> Identity { get; } = new Dictionary<string, PersonalKind>
    {
        ["name"] = PersonalKind.Name,
        ["serviceNumber"] = PersonalKind.Number,
        ["account"] = PersonalKind.Account,
        ["address"] = PersonalKind.Address,
    };

    /// <summary>The event's fields, with what is sealed shown by the view.</summary>
    /// <param name="data">The event.</param>
    /// <param name="customer">Under whose key it was sealed.</param>
    /// <param name="view">Who looks.</param>
    public static JsonObject Of(object data, CustomerId customer, PersonalView view)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(view);
        var node = data is UnknownEvent unknown ? JsonNode.Parse(unknown.Json) : JsonSerializer.SerializeToNode(data, data.GetType(), Marking);
        return Shown(node, customer, view) as JsonObject ?? [];
    }

    private static JsonNode? Shown(JsonNode? node, CustomerId customer, PersonalView view) => node switch
    {
        JsonObject marked when marked.TryGetPropertyValue(Mark, out var ciphertext) => view.Show(customer, (string?)ciphertext),
        JsonObject fields => new JsonObject(fields.Select(field => KeyValuePair.Create(field.Key, IdentityOf(field) is { } identity ? view.Show(identity.Kind, customer, identity.Ciphertext) : Shown(field.Value, customer, view)))),
        JsonArray items => new JsonArray([.. items.Select(item => Shown(item, customer, view))]),
        _ => node?.DeepClone(),
    };

    /// <summary>What is sealed under a name that says who the customer is; null for all else.</summary>
    private static (PersonalKind Kind, string? Ciphertext)? IdentityOf(KeyValuePair<string, JsonNode?> field) =>
        Identity.TryGetValue(field.Key, out var kind) && field.Value is JsonObject marked && marked.TryGetPropertyValue(Mark, out var ciphertext) ? (kind, (string?)ciphertext) : null;

    private sealed class SealedMarker : JsonConverter<Sealed>
    {
        public override Sealed Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => throw new NotSupportedException("Fields are shown, not read.");

        public override void Write(Utf8JsonWriter writer, Sealed value, JsonSerializerOptions options)
        {
            writer.WriteStartObject();
            writer.WriteString(Mark, value.Ciphertext);
            writer.WriteEndObject();
        }
    }
}
