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

/// <summary>The account of a member of staff; it follows from the user name.</summary>
[JsonConverter(typeof(IdentifierConverter<AccountId>))]
public readonly record struct AccountId(Guid Value) : IIdentifier<AccountId>
{
    public static AccountId From(Guid value) => new(value);
}

/// <summary>One password of an account; its hash is kept apart under this id.</summary>
[JsonConverter(typeof(IdentifierConverter<PasswordId>))]
public readonly record struct PasswordId(Guid Value) : IIdentifier<PasswordId>
{
    public static PasswordId From(Guid value) => new(value);
}

/// <summary>A machine's token.</summary>
[JsonConverter(typeof(IdentifierConverter<TokenId>))]
public readonly record struct TokenId(Guid Value) : IIdentifier<TokenId>
{
    public static TokenId From(Guid value) => new(value);
}

/// <summary>A sample of cases that are inspected.</summary>
[JsonConverter(typeof(IdentifierConverter<InspectionSampleId>))]
public readonly record struct InspectionSampleId(Guid Value) : IIdentifier<InspectionSampleId>
{
    public static InspectionSampleId From(Guid value) => new(value);
}

/// <summary>A complaint traced to its causes, and what was done about them.</summary>
[JsonConverter(typeof(IdentifierConverter<TraceId>))]
public readonly record struct TraceId(Guid Value) : IIdentifier<TraceId>
{
    public static TraceId From(Guid value) => new(value);
}

/// <summary>One cause within a trace.</summary>
[JsonConverter(typeof(IdentifierConverter<CauseId>))]
public readonly record struct CauseId(Guid Value) : IIdentifier<CauseId>
{
    public static CauseId From(Guid value) => new(value);
}

/// <summary>One improvement within a trace.</summary>
[JsonConverter(typeof(IdentifierConverter<ImprovementId>))]
public readonly record struct ImprovementId(Guid Value) : IIdentifier<ImprovementId>
{
    public static ImprovementId From(Guid value) => new(value);
}

/// <summary>What was taken out as one file.</summary>
[JsonConverter(typeof(IdentifierConverter<ExportId>))]
public readonly record struct ExportId(Guid Value) : IIdentifier<ExportId>
{
    public static ExportId From(Guid value) => new(value);
}
