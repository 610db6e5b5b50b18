using System.Reflection;
using System.Text.Json;
using CaseFlow.EventStore;

namespace CaseFlow.House;

/// <summary>The documents that follow from the domain: its events and its refusals.</summary>
public static class Documents
{
    private static readonly NullabilityInfoContext Nullability = new();

    private static readonly IReadOnlyList<Type> Ids = [.. Reachable(IsId)];
    private static readonly IReadOnlyList<Type> Shapes = [.. Reachable(type => !type.IsEnum && !IsId(type))];
    private static readonly IReadOnlyList<Type> Choices = [.. Reachable(type => type.IsEnum)];

    /// <summary>Every event by stream, the shapes within events, and the values that are chosen from.</summary>
    public static string Events() => Text(
    [
        "# Events",
        "",
        "What the system remembers. An event is stored for ever under its stored name, as JSON with the fields below; it is never updated or deleted.",
        "Beside it the store keeps when it happened and how exactly that is known, when it was recorded, who did it, and which command led to it.",
        "",
        "**Personal** marks sealed text: names, numbers, addresses and free words about a person are stored encrypted under the customer's own key.",
        "A field with a question mark may be absent. A time is a date, a time of day and its offset from UTC.",
        "",
        "This file is generated from the domain and checked by the tests.",
        .. Stored.Types.GroupBy(Stored.StreamOf).OrderBy(stream => stream.Key.Name, StringComparer.Ordinal).SelectMany(Stream),
        "",
        "## Ids",
        "",
        "Each is stored as a bare UUID.",
        "",
        "| Name | Meaning |",
        "| --- | --- |",
        .. Ids.Select(type => Row(type.Name, Meanings.Of(type))),
        "",
        "## Shapes within events",
        "",
        "| Shape | Meaning | Fields |",
        "| --- | --- | --- |",
        .. Shapes.Select(type => Row(type.Name, Meanings.Of(type), Fields(type))),
        "",
        "## Values",
        "",
        "| Name | Meaning | Values |",
        "| --- | --- | --- |",
        .. Choices.Select(type => Row(type.Name, Meanings.Of(type), string.Join(", ", Enum.GetNames(type)))),
    ]);

    /// <summary>Every refusal: its code, what it tells a person, and which decisions give it.</summary>
    public static string Refusals() => Text(
    [
        "# Refusals",
        "",
        "Why a command is refused. The code is stable: a program may rely on it. The reason is for a person and may be reworded.",
        "A refused command records nothing.",
        "",
        "This file is generated from the domain and checked by the tests.",
        .. Rulebook.Refusals.GroupBy(refusal => refusal.DeclaringType!).SelectMany(group => (IEnumerable<string>)
        [
            "",
            $"## {group.Key.Name}",
            "",
            Meanings.Of(group.Key),
            "",
            "| Code | Reason | Given by |",
            "| --- | --- | --- |",
            .. group.Select(refusal => (Refusal: (Refusal)refusal.GetValue(null)!, Field: refusal)).Select(entry => Row($"`{entry.Refusal.Code}`", entry.Refusal.Reason, GivenBy(entry.Field))),
        ]),
    ]);

    private static IEnumerable<string> Stream(IGrouping<Type, Type> stream) =>
    [
        "",
        $"## {stream.Key.Name}",
        "",
        Meanings.Of(stream.Key),
        "",
        "| Stored name | Class | Meaning | Fields |",
        "| --- | --- | --- | --- |",
        .. InOrderOfSource(stream).Select(type => Row($"`{EventTypes.NameOf(type)}`", type.Name, Meanings.Of(type), Fields(type))),
    ];

    /// <summary>Metadata keeps types in the order in which the compiler met them: file by file, top to bottom.</summary>
    private static IEnumerable<Type> InOrderOfSource(IEnumerable<Type> types) => types.OrderBy(type => type.MetadataToken);

    private static string GivenBy(FieldInfo refusal) => string.Join(", ",
    [
        .. Rulebook.OfCasesNotOpen.Contains(refusal) ? (string[])["every decision that asks for an open case"] : [],
        .. Rulebook.RefusedBy(refusal).Select(Rulebook.Named),
    ]);

    private static string Fields(Type type) => string.Join("<br>", PropertiesOf(type).Select(property => Field(type, property)));

    private static string Field(Type type, PropertyInfo property)
    {
        var meaning = Meanings.Of(type, property.Name);
        var optional = Nullability.Create(property).ReadState == NullabilityState.Nullable;
        var name = JsonNamingPolicy.CamelCase.ConvertName(property.Name);
        return $"`{name}`: {Named(property.PropertyType)}{(optional ? "?" : "")}{(IsPersonal(property.PropertyType) ? " **personal**" : "")}{(meaning.Length > 0 ? $" - {meaning}" : "")}";
    }

    private static string Named(Type type) => Bare(type) switch
    {
        var list when Listed(list) is { } item => $"list of {Named(item)}",
        var plain when plain == typeof(string) => "text",
        var plain when plain == typeof(int) => "whole number",
        var plain when plain == typeof(decimal) => "number",
        var plain when plain == typeof(bool) => "true or false",
        var plain when plain == typeof(DateTimeOffset) => "time",
        var plain when plain == typeof(TimeOnly) => "time of day",
        var plain when plain == typeof(DateOnly) => "date",
        var plain when plain == typeof(Sealed) => "sealed text",
        var other => other.Name,
    };

    private static IEnumerable<Type> Reachable(Func<Type, bool> wanted)
    {
        var (found, next) = (new HashSet<Type>(), new Queue<Type>(Stored.Types));
        while (next.TryDequeue(out var type))
        {
            foreach (var used in PropertiesOf(type).Select(property => Bare(property.PropertyType)).Select(used => Listed(used) ?? used))
            {
                if (used.Assembly == typeof(Refusal).Assembly && used != typeof(Sealed) && found.Add(used)) next.Enqueue(used);
            }
        }

        return found.Where(wanted).OrderBy(type => type.Name, StringComparer.Ordinal);
    }

    private static IEnumerable<PropertyInfo> PropertiesOf(Type type) =>
        type.IsEnum ? [] : type.GetProperties(BindingFlags.Public | BindingFlags.Instance).OrderBy(property => property.MetadataToken);

    private static Type Bare(Type type) => Nullable.GetUnderlyingType(type) ?? type;

    private static Type? Listed(Type type) => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyList<>) ? type.GetGenericArguments()[0] : null;

    private static bool IsId(Type type) => type.GetInterfaces().Any(face => face.IsGenericType && face.GetGenericTypeDefinition() == typeof(IIdentifier<>));

    private static bool IsPersonal(Type type) => Bare(type) == typeof(Sealed);

    private static string Row(params IEnumerable<string> cells) => $"| {string.Join(" | ", cells.Select(cell => cell.Replace("|", "\\|", StringComparison.Ordinal)))} |";

    private static string Text(IEnumerable<string> lines) => string.Join('\n', lines) + "\n";
}
