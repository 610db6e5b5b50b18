using System.Globalization;
using System.Linq.Expressions;
using System.Reflection;
using System.Text.Json;
using Npgsql;
using NpgsqlTypes;

namespace CaseFlow.EventStore.Projections;

/// <summary>One property of a row and its column.</summary>
internal abstract class TableColumn<TRow>
{
    protected TableColumn(PropertyInfo property)
    {
        Property = property;
        Name = JsonNamingPolicy.SnakeCaseLower.ConvertName(property.Name);
        Quoted = $"\"{Name}\"";
    }

    public PropertyInfo Property { get; }

    public string Name { get; }

    public string Quoted { get; }

    /// <summary>How the column is taken from the rows <c>u</c> that unnest makes of the parameters.</summary>
    public string FromUnnest => Property.PropertyType == typeof(string[]) ? $"u.{Quoted}::text[]" : $"u.{Quoted}";

    /// <summary>The column of all <paramref name="rows"/> as one array.</summary>
    public abstract NpgsqlParameter Parameter(IReadOnlyCollection<TRow> rows);

    /// <summary>The column of all <paramref name="keys"/> as one array; the column is part <paramref name="place"/> of each.</summary>
    public abstract NpgsqlParameter KeyParameter(IReadOnlyCollection<RowKey> keys, int place);

    /// <summary>The column's value in a key, in the one form that keys of this table have.</summary>
    public abstract object KeyPart(TRow row);

    /// <summary>Whether a row bears a key's part, which is in that form.</summary>
    public abstract bool Bears(TRow row, object? part);

    /// <summary>Whether the column of two rows is stored alike.</summary>
    public abstract bool AreSame(TRow row, TRow other);

    /// <summary>Writes the column of a row to a COPY.</summary>
    public abstract void Copy(NpgsqlBinaryImporter copy, TRow row);

    /// <summary>About how many bytes of memory the column's value takes outside of the row.</summary>
    public abstract int Weight(TRow row);

    /// <summary>Reads the property from column <paramref name="ordinal"/> of a reader.</summary>
    public Expression Read(Expression reader, int ordinal) =>
        Expression.Convert(Expression.Call(ColumnTypes.Reader(Property.PropertyType), reader, Expression.Constant(ordinal)), Property.PropertyType);

    public static TableColumn<TRow> Of(PropertyInfo property)
    {
        var row = Expression.Parameter(typeof(TRow));
        var value = ColumnTypes.Stored(Expression.Property(row, property));
        var read = Expression.Lambda(value, row);
        var copy = Expression.Parameter(typeof(NpgsqlBinaryImporter));
        var write = Expression.Lambda<Action<NpgsqlBinaryImporter, TRow>>(ColumnTypes.Copied(copy, Expression.Property(row, property)), copy, row);
        return (TableColumn<TRow>)Activator.CreateInstance(typeof(TableColumn<,>).MakeGenericType(typeof(TRow), value.Type), property, read, write)!;
    }
}

/// <summary>A column whose values are stored as <typeparamref name="TStored"/>.</summary>
internal sealed class TableColumn<TRow, TStored>(PropertyInfo property, Expression<Func<TRow, TStored>> read, Expression<Action<NpgsqlBinaryImporter, TRow>> write)
    : TableColumn<TRow>(property)
{
    // Compiled at the first use: a start makes many columns and uses few.
    private readonly Lazy<Func<TRow, TStored>> stored = new(read.Compile);
    private readonly Lazy<Action<NpgsqlBinaryImporter, TRow>> copied = new(write.Compile);

    private static readonly NpgsqlDbType Type = ColumnTypes.DatabaseType(typeof(TStored));

    public override NpgsqlParameter Parameter(IReadOnlyCollection<TRow> rows) => Array([.. rows.Select(stored.Value)]);

    public override NpgsqlParameter KeyParameter(IReadOnlyCollection<RowKey> keys, int place) =>
        Array([.. keys.Select(key => (TStored)key[place]!)]);

    public override object KeyPart(TRow row) =>
        stored.Value(row) ?? throw new InvalidOperationException($"{Name} is part of the key of {typeof(TRow).Name} and is null.");

    public override bool Bears(TRow row, object? part) => part is TStored value && EqualityComparer<TStored>.Default.Equals(stored.Value(row), value);

    public override bool AreSame(TRow row, TRow other) => EqualityComparer<TStored>.Default.Equals(stored.Value(row), stored.Value(other));

    public override void Copy(NpgsqlBinaryImporter copy, TRow row) => copied.Value(copy, row);

    public override int Weight(TRow row) => typeof(TStored) == typeof(string) && stored.Value(row) is string text ? 24 + (2 * text.Length) : 0;

    private static NpgsqlParameter Array(TStored[] values) => new() { Value = values, NpgsqlDbType = NpgsqlDbType.Array | Type };
}

/// <summary>The types that a property of a row may have, and how each is stored.</summary>
internal static class ColumnTypes
{
    private static readonly Dictionary<Type, NpgsqlDbType> DatabaseTypes = new()
    {
        [typeof(string)] = NpgsqlDbType.Text,
        [typeof(Guid)] = NpgsqlDbType.Uuid,
        [typeof(long)] = NpgsqlDbType.Bigint,
        [typeof(int)] = NpgsqlDbType.Integer,
        [typeof(bool)] = NpgsqlDbType.Boolean,
        [typeof(decimal)] = NpgsqlDbType.Numeric,
        [typeof(DateOnly)] = NpgsqlDbType.Date,
        [typeof(DateTimeOffset)] = NpgsqlDbType.TimestampTz,
    };

    public static NpgsqlDbType DatabaseType(Type stored) => DatabaseTypes[Nullable.GetUnderlyingType(stored) ?? stored];

    /// <summary>The stored form of a property's value; value types are stored as their nullable.</summary>
    public static Expression Stored(MemberExpression property)
    {
        var type = Nullable.GetUnderlyingType(property.Type) ?? property.Type;
        if (type.IsEnum)
            return Call(nameof(EnumText), type, NullableOf(property, type));
        if (type == typeof(DateTimeOffset))
            return Call(nameof(Utc), null, NullableOf(property, type));
        if (type == typeof(string[]))
            return Call(nameof(ArrayText), null, property);
        if (!DatabaseTypes.ContainsKey(type))
            throw new NotSupportedException($"{property.Member.DeclaringType!.Name}.{property.Member.Name}: a {type.Name} has no column type.");
        return type.IsValueType ? NullableOf(property, type) : property;
    }

    /// <summary>Writes a property's value to a COPY.</summary>
    public static Expression Copied(ParameterExpression copy, MemberExpression property)
    {
        var value = property.Type == typeof(string[]) ? property : Stored(property);
        var bare = Nullable.GetUnderlyingType(value.Type) ?? value.Type;
        var type = property.Type == typeof(string[]) ? NpgsqlDbType.Array | NpgsqlDbType.Text : DatabaseTypes[bare];
        var held = Expression.Variable(value.Type);
        return Expression.Block(
            [held],
            Expression.Assign(held, value),
            Expression.IfThenElse(
                Expression.Equal(held, Expression.Constant(null, value.Type)),
                Expression.Call(copy, nameof(NpgsqlBinaryImporter.WriteNull), null),
                Expression.Call(copy, nameof(NpgsqlBinaryImporter.Write), [bare], Expression.Convert(held, bare), Expression.Constant(type))));
    }

    /// <summary>The method that reads a column as <paramref name="property"/>.</summary>
    public static MethodInfo Reader(Type property)
    {
        var type = Nullable.GetUnderlyingType(property) ?? property;
        return type.IsEnum ? Method(nameof(ReadEnum), type)
            : type.IsValueType ? Method(nameof(ReadValue), type)
            : Method(nameof(ReadObject), type);
    }

    /// <summary>The form of a key's parts under a property.</summary>
    public static Type KeyType(Type property)
    {
        var type = Nullable.GetUnderlyingType(property) ?? property;
        return type.IsEnum ? typeof(string) : type;
    }

    /// <summary>A key's part in the form in which the column stores it, so that equal keys are equal.</summary>
    public static object KeyPart(Type property, object part) => part switch
    {
        Enum => part.ToString()!,
        short or int or long when property == typeof(int) => Convert.ToInt32(part, CultureInfo.InvariantCulture),
        short or int or long => Convert.ToInt64(part, CultureInfo.InvariantCulture),
        Guid or string or DateOnly => part,
        _ => throw new ArgumentException($"A {part.GetType().Name} cannot be part of a key.", nameof(part)),
    };

    private static UnaryExpression NullableOf(Expression value, Type type) =>
        Expression.Convert(value, typeof(Nullable<>).MakeGenericType(type));

    private static MethodCallExpression Call(string method, Type? of, Expression value) => Expression.Call(Method(method, of), value);

    private static MethodInfo Method(string name, Type? of)
    {
        var method = typeof(ColumnTypes).GetMethod(name, BindingFlags.NonPublic | BindingFlags.Static)!;
        return of is null ? method : method.MakeGenericMethod(of);
    }

    private static string? EnumText<T>(T? value)
        where T : struct, Enum => value?.ToString();

    /// <summary>PostgreSQL keeps microseconds.</summary>
    private static DateTimeOffset? Utc(DateTimeOffset? value) => value is { } at ? new(at.UtcTicks - (at.UtcTicks % TimeSpan.TicksPerMicrosecond), TimeSpan.Zero) : null;

    /// <summary>An array as PostgreSQL writes it, because unnest would flatten an array of arrays.</summary>
    private static string? ArrayText(string?[]? values)
    {
        static string Quote(string? value) =>
            value is null ? "null" : '"' + value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal) + '"';
        return values is null ? null : '{' + string.Join(',', values.Select(Quote)) + '}';
    }

    private static T? ReadValue<T>(NpgsqlDataReader reader, int ordinal)
        where T : struct => reader.IsDBNull(ordinal) ? null : reader.GetFieldValue<T>(ordinal);

    private static T? ReadEnum<T>(NpgsqlDataReader reader, int ordinal)
        where T : struct, Enum => reader.IsDBNull(ordinal) ? null : Enum.Parse<T>(reader.GetString(ordinal));

    private static T? ReadObject<T>(NpgsqlDataReader reader, int ordinal)
        where T : class => reader.IsDBNull(ordinal) ? null : reader.GetFieldValue<T>(ordinal);
}
