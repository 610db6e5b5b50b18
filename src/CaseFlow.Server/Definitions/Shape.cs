using System.ComponentModel.DataAnnotations;
using System.Reflection;
using System.Text.Json;
using CaseFlow.Server.Platform.Commands;

namespace CaseFlow.Server.Definitions;

/// <summary>What a part of a definition is.</summary>
public enum ShapeKind { Text, Whole, Fraction, YesNo, Choice, Date, TimeOfDay, Moment, Record, List }

/// <summary>A part of a record.</summary>
/// <param name="Name">As the API calls it.</param>
/// <param name="Shape">What it is.</param>
/// <param name="Required">Whether it must be given.</param>
public sealed record ShapePart(string Name, Shape Shape, bool Required);

/// <summary>What a definition must state: read from the request that publishes it, so that a form can never ask for something else than the API.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Type">The type behind it.</param>
public sealed record Shape(ShapeKind Kind, Type Type)
{
    /// <summary>The parts of a record.</summary>
    public IReadOnlyList<ShapePart> Parts { get; private init; } = [];

    /// <summary>What a list holds.</summary>
    public Shape? Item { get; private init; }

    /// <summary>Whether it is entered in one line.</summary>
    public bool IsPlain => Kind is not (ShapeKind.Record or ShapeKind.List);

    /// <summary>The shape of a request's content; when it happened and why is asked for beside it.</summary>
    public static Shape OfRequest(Type request)
    {
        ArgumentNullException.ThrowIfNull(request);
        var shape = Of(request);
        return shape with { Parts = [.. shape.Parts.Where(part => part.Name != "reason" && typeof(CommandRequest).GetProperty(part.Name, BindingFlags.IgnoreCase | BindingFlags.Instance | BindingFlags.Public) is null)] };
    }

    private static Shape Of(Type type)
    {
        var plain = Nullable.GetUnderlyingType(type) ?? type;
        return plain switch
        {
            _ when plain == typeof(string) => new(ShapeKind.Text, plain),
            _ when plain == typeof(int) || plain == typeof(long) => new(ShapeKind.Whole, plain),
            _ when plain == typeof(decimal) || plain == typeof(double) => new(ShapeKind.Fraction, plain),
            _ when plain == typeof(bool) => new(ShapeKind.YesNo, plain),
            _ when plain.IsEnum => new(ShapeKind.Choice, plain),
            _ when plain == typeof(DateOnly) => new(ShapeKind.Date, plain),
            _ when plain == typeof(TimeOnly) => new(ShapeKind.TimeOfDay, plain),
            _ when plain == typeof(DateTimeOffset) => new(ShapeKind.Moment, plain),
            _ when plain.IsGenericType && plain.GetGenericTypeDefinition() == typeof(IReadOnlyList<>) => new(ShapeKind.List, plain) { Item = Of(plain.GetGenericArguments()[0]) },
            _ => new(ShapeKind.Record, plain) { Parts = [.. plain.GetProperties().Where(property => property.CanWrite).OrderBy(property => Ancestors(property.DeclaringType!)).Select(Part)] },
        };
    }

    private static ShapePart Part(PropertyInfo property) =>
        new(JsonNamingPolicy.CamelCase.ConvertName(property.Name), Of(property.PropertyType), property.GetCustomAttribute<RequiredAttribute>() is not null || IsAlwaysThere(property));

    /// <summary>What all records of a kind have in common comes before what some have.</summary>
    private static int Ancestors(Type type) => type.BaseType is { } parent ? 1 + Ancestors(parent) : 0;

    /// <summary>A property of the domain's own records says with its type whether it may be missing.</summary>
    private static bool IsAlwaysThere(PropertyInfo property) => new NullabilityInfoContext().Create(property).WriteState == NullabilityState.NotNull;
}
