using System.Collections;
using System.Collections.Concurrent;
using System.Globalization;
using System.Reflection;

namespace CaseFlow;

/// <summary>Any value as text, to the last member. Records compare lists by reference; their texts compare what is in them, and a difference can be read.</summary>
public static class Shown
{
    public static string Text(object? value) => value switch
    {
        null => "null",
        string text => $"\"{text}\"",
        DateTimeOffset moment => moment.ToString("O", CultureInfo.InvariantCulture),
        TimeOnly time => time.ToString("O", CultureInfo.InvariantCulture),
        IFormattable plain => plain.ToString(null, CultureInfo.InvariantCulture),
        bool truth => truth ? "true" : "false",
        IDictionary map => Braced("{", map.Cast<object>().Select(Text).Order(StringComparer.Ordinal), "}"),
        IEnumerable items when IsSet(items) => Braced("{", items.Cast<object>().Select(Text).Order(StringComparer.Ordinal), "}"),
        IEnumerable items => Braced("[", items.Cast<object>().Select(Text), "]"),
        _ => value.GetType().Name + Braced(" { ", Members(value), " }"),
    };

    private static readonly ConcurrentDictionary<Type, PropertyInfo[]> Properties = [];

    private static IEnumerable<string> Members(object value) =>
        Properties.GetOrAdd(value.GetType(), PropertiesOf).Select(property => $"{property.Name} = {Text(property.GetValue(value))}");

    private static PropertyInfo[] PropertiesOf(Type type) =>
        [.. type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(property => property.GetIndexParameters().Length == 0)];

    private static bool IsSet(IEnumerable items) =>
        items.GetType().GetInterfaces().Any(type => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlySet<>));

    private static string Braced(string open, IEnumerable<string> parts, string close) => open + string.Join(", ", parts) + close;
}
