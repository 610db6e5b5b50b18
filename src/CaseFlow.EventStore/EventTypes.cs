using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace CaseFlow.EventStore;

/// <summary>The stored names of events and how to read them, old names and old bodies included.</summary>
/// <remarks>Build it once at start-up; it is read concurrently afterwards.</remarks>
public sealed class EventTypes
{
    private readonly Dictionary<string, Type> byName = [];
    private readonly Dictionary<Type, string> byType = [];
    private readonly Dictionary<string, Upcaster> upcasters = [];

    private sealed record Upcaster(string To, Func<JsonObject, JsonObject> Change);

    /// <summary>How bodies are written: camelCase, enums by name, as Marten writes them.</summary>
    public static JsonSerializerOptions Json { get; } = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        // jsonb orders properties by the length of their names, so a $type may come late.
        AllowOutOfOrderMetadataProperties = true,
        Converters = { new JsonStringEnumConverter() },
    };

    /// <summary>The stored names in use.</summary>
    public IReadOnlyCollection<string> Names => byName.Keys;

    /// <summary>Adds a type under its snake-case class name.</summary>
    /// <exception cref="ArgumentException">Another type bears the name.</exception>
    public EventTypes Add(Type type)
    {
        ArgumentNullException.ThrowIfNull(type);
        var name = NameOf(type);
        if (byName.TryGetValue(name, out var other))
            throw new ArgumentException($"{type} and {other} would both be stored as {name}.", nameof(type));
        byName.Add(name, type);
        byType.Add(type, name);
        return this;
    }

    /// <summary>Reads events stored as <paramref name="from"/> as if they had been stored as <paramref name="to"/>, with a changed body.</summary>
    /// <param name="from">The old stored name; the current name of a type when only the body's shape changed is not allowed.</param>
    /// <param name="to">The name it is read as; may itself be upcast further.</param>
    /// <param name="change">Turns the old body into the new one.</param>
    public EventTypes Upcast(string from, string to, Func<JsonObject, JsonObject> change)
    {
        if (byName.ContainsKey(from))
            throw new ArgumentException($"{from} is the name of a type in use; give the new shape a new name.", nameof(from));
        upcasters.Add(from, new(to, change));
        return this;
    }

    /// <summary>The stored name of an event's type.</summary>
    /// <exception cref="ArgumentException">The type was not added.</exception>
    public string NameFor(object data)
    {
        ArgumentNullException.ThrowIfNull(data);
        return byType.TryGetValue(data.GetType(), out var name)
            ? name
            : throw new ArgumentException($"{data.GetType()} is not a registered event.", nameof(data));
    }

    /// <summary>The body of an event as it is stored.</summary>
    public static string Write(object data)
    {
        ArgumentNullException.ThrowIfNull(data);
        return JsonSerializer.Serialize(data, data.GetType(), Json);
    }

    /// <summary>Reads a stored body; <see cref="UnknownEvent"/> when no type bears the name.</summary>
    /// <exception cref="JsonException">The body does not fit the type.</exception>
    public object Read(string name, ReadOnlySpan<byte> body)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (byName.TryGetValue(name, out var type))
            return JsonSerializer.Deserialize(body, type, Json) ?? throw new JsonException($"The body of a {name} is null.");
        if (!upcasters.TryGetValue(name, out var upcaster))
            return new UnknownEvent(Encoding.UTF8.GetString(body));
        var old = JsonNode.Parse(body) as JsonObject ?? throw new JsonException($"The body of a {name} is not an object.");
        return Read(upcaster.To, JsonSerializer.SerializeToUtf8Bytes(upcaster.Change(old)));
    }

    /// <summary>The snake-case form of a type's name: <c>ComplaintRegistered</c> is stored as <c>complaint_registered</c>.</summary>
    public static string NameOf(Type type)
    {
        ArgumentNullException.ThrowIfNull(type);
        return JsonNamingPolicy.SnakeCaseLower.ConvertName(type.Name);
    }
}
