using System.Text.Json;
using System.Text.Json.Serialization;

namespace CaseFlow;

/// <summary>Personal data under the customer's key. The rules carry it and never read it; only the edge opens it.</summary>
/// <param name="Ciphertext">Opaque text: the sealed form, its version first.</param>
[JsonConverter(typeof(SealedConverter))]
public readonly record struct Sealed(string Ciphertext);

/// <summary>Stores sealed data as its ciphertext.</summary>
public sealed class SealedConverter : JsonConverter<Sealed>
{
    public override Sealed Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => new(reader.GetString() ?? "");

    public override void Write(Utf8JsonWriter writer, Sealed value, JsonSerializerOptions options) => writer.WriteStringValue(value.Ciphertext);
}
