using System.Text.Json;
using System.Text.Json.Serialization;

namespace CaseFlow;

/// <summary>An id that cannot be mistaken for another kind of id.</summary>
public interface IIdentifier<TSelf>
    where TSelf : struct, IIdentifier<TSelf>
{
    /// <summary>The bare id.</summary>
    Guid Value { get; }

    /// <summary>Types a bare id.</summary>
    static abstract TSelf From(Guid value);
}

/// <summary>Stores a typed id as its bare id.</summary>
public sealed class IdentifierConverter<TId> : JsonConverter<TId>
    where TId : struct, IIdentifier<TId>
{
    public override TId Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => TId.From(reader.GetGuid());

    public override void Write(Utf8JsonWriter writer, TId value, JsonSerializerOptions options) => writer.WriteStringValue(value.Value);

    public override TId ReadAsPropertyName(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => TId.From(Guid.Parse(reader.GetString()!));

    public override void WriteAsPropertyName(Utf8JsonWriter writer, TId value, JsonSerializerOptions options) => writer.WritePropertyName(value.Value.ToString());
}

/// <summary>A customer of the operator: the account, not the number, for numbers are given to others in time.</summary>
[JsonConverter(typeof(IdentifierConverter<CustomerId>))]
public readonly record struct CustomerId(Guid Value) : IIdentifier<CustomerId>
{
    public static CustomerId From(Guid value) => new(value);
}

/// <summary>A case: one grievance of one customer, however many contacts it takes.</summary>
[JsonConverter(typeof(IdentifierConverter<ComplaintId>))]
public readonly record struct ComplaintId(Guid Value) : IIdentifier<ComplaintId>
{
    public static ComplaintId From(Guid value) => new(value);
}

/// <summary>One touch between the customer and the operator, failed ones included.</summary>
[JsonConverter(typeof(IdentifierConverter<ContactId>))]
public readonly record struct ContactId(Guid Value) : IIdentifier<ContactId>
{
    public static ContactId From(Guid value) => new(value);
}

/// <summary>One thing that the customer asks for within a complaint.</summary>
[JsonConverter(typeof(IdentifierConverter<ClaimId>))]
public readonly record struct ClaimId(Guid Value) : IIdentifier<ClaimId>
{
    public static ClaimId From(Guid value) => new(value);
}

/// <summary>A follow-up callback, with all its attempts.</summary>
[JsonConverter(typeof(IdentifierConverter<CallbackId>))]
public readonly record struct CallbackId(Guid Value) : IIdentifier<CallbackId>
{
    public static CallbackId From(Guid value) => new(value);
}
