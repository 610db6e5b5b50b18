using System.Linq.Expressions;
using System.Reflection;
using Npgsql;

namespace CaseFlow.EventStore.Projections;

/// <summary>A table that a projection owns.</summary>
public interface IProjectionTable
{
    /// <summary>Its unqualified name, <c>caseflow_...</c>; the search path says in which schema.</summary>
    string Name { get; }

    /// <summary>The statements that create it and its indexes, unqualified.</summary>
    string CreateSql { get; }
}

/// <summary>A table whose rows are the records <typeparamref name="TRow"/>: each public property that can be set is the column of its snake-case name.</summary>
/// <typeparam name="TRow">
/// A record. Its properties are <see cref="string"/>, <see cref="Guid"/>, <see cref="long"/>, <see cref="int"/>, <see cref="bool"/>,
/// <see cref="decimal"/>, <see cref="DateOnly"/>, <see cref="DateTimeOffset"/> (read back in UTC), enums (stored by name),
/// the nullable of each, and arrays of strings.
/// </typeparam>
public sealed class ProjectionTable<TRow> : IProjectionTable
    where TRow : class
{
    private readonly TableColumn<TRow>[] columns;
    private readonly TableColumn<TRow>[] keys;
    private readonly Lazy<Func<NpgsqlDataReader, TRow>> read;
    private readonly string selectByKey;
    private readonly string deleteByKey;
    private readonly string upsert;
    private readonly string update;
    private readonly string copy;
    private readonly Type[] keyTypes;

    /// <summary>Describes a table.</summary>
    /// <param name="name">Its unqualified name.</param>
    /// <param name="createSql">The statements that create it and its indexes, unqualified.</param>
    /// <param name="keyColumns">The columns of its primary key, at most six, in the order of the parts of a <see cref="RowKey"/>.</param>
    /// <exception cref="ArgumentException">A key column is not a column.</exception>
    /// <exception cref="NotSupportedException">A property's type has no column type.</exception>
    public ProjectionTable(string name, string createSql, params string[] keyColumns)
    {
        ArgumentNullException.ThrowIfNull(keyColumns);
        (Name, CreateSql) = (name, createSql);
        columns = [.. Properties().Select(TableColumn<TRow>.Of)];
        Columns = [.. columns.Select(column => column.Name)];
        if (keyColumns.Length is 0 or > 6 || keyColumns.Except(Columns).Any())
            throw new ArgumentException($"The key of {name} is one to six of {string.Join(", ", Columns)}.", nameof(keyColumns));
        keys = [.. keyColumns.Select(key => columns.Single(column => column.Name == key))];
        keyTypes = [.. keys.Select(key => ColumnTypes.KeyType(key.Property.PropertyType))];
        read = new(CompileRead); // With the first row: a start makes many tables and reads few.

        var keyList = List(keys, key => key.Quoted);
        var unnestKeys = $"unnest({List(keys, (_, i) => $"${i + 1}")}) as u ({keyList})";
        var matchKeys = string.Join(" and ", keys.Select(key => $"t.{key.Quoted} = u.{key.Quoted}"));
        var others = columns.Except(keys).ToArray();
        ColumnList = List(columns, column => column.Quoted);
        selectByKey = $"select {List(columns, column => $"t.{column.Quoted}")} from \"{name}\" t join {unnestKeys} on {matchKeys}";
        deleteByKey = $"delete from \"{name}\" t using {unnestKeys} where {matchKeys}";
        var unnest = $"unnest({List(columns, (_, i) => $"${i + 1}")}) as u ({ColumnList})";
        copy = $"copy \"{name}\" ({ColumnList}) from stdin binary";
        // A table that is nothing but its key has nothing to update.
        update = $"update \"{name}\" t set {List(others.Length == 0 ? keys : others, column => $"{column.Quoted} = {column.FromUnnest}")} from {unnest} where {matchKeys}";
        upsert = $"""
            insert into "{name}" ({ColumnList})
            select {List(columns, column => column.FromUnnest)} from {unnest}
            on conflict ({keyList}) do {(others.Length == 0 ? "nothing" : "update set " + List(others, column => $"{column.Quoted} = excluded.{column.Quoted}"))}
            """;
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public string CreateSql { get; }

    /// <summary>The columns, in the order in which <see cref="Read"/> expects them.</summary>
    public IReadOnlyList<string> Columns { get; }

    /// <summary>The columns as a query's select list.</summary>
    public string ColumnList { get; }

    /// <summary>Reads the row that <paramref name="reader"/> stands on; its first columns are <see cref="Columns"/>.</summary>
    public TRow Read(NpgsqlDataReader reader) => read.Value(reader);

    /// <summary>Runs a query whose first columns are <see cref="Columns"/> and reads its rows.</summary>
    /// <param name="connection">An open connection.</param>
    /// <param name="sql">For example <c>$"select {table.ColumnList} from {table.Name} where region = $1"</c>.</param>
    /// <param name="parameters">The values of <c>$1</c>, <c>$2</c> ...; an <see cref="NpgsqlParameter"/> is used as it is.</param>
    /// <param name="cancellation">Cancels the query.</param>
    public async Task<IReadOnlyList<TRow>> QueryAsync(NpgsqlConnection connection, string sql, IReadOnlyList<object?> parameters, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        await using var command = new NpgsqlCommand(sql, connection);
        foreach (var parameter in parameters)
            command.Parameters.Add(parameter as NpgsqlParameter ?? new() { Value = parameter ?? DBNull.Value });
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        return await ReadAllAsync(reader, cancellation);
    }

    /// <summary>The rows of the result that <paramref name="reader"/> stands before.</summary>
    internal async Task<IReadOnlyList<TRow>> ReadAllAsync(NpgsqlDataReader reader, CancellationToken cancellation)
    {
        var rows = new List<TRow>();
        while (await reader.ReadAsync(cancellation))
            rows.Add(read.Value(reader));
        return rows;
    }

    /// <summary>The key in the one form that this table's keys have.</summary>
    internal RowKey Normal(RowKey key)
    {
        if (IsNormal(key))
            return key;
        var parts = key.Parts.ToArray();
        return parts.Length == keys.Length
            ? KeyOf(keys.Select((column, i) => ColumnTypes.KeyPart(column.Property.PropertyType, parts[i])))
            : throw new ArgumentException($"The key of {Name} has {keys.Length} parts, not {parts.Length}.", nameof(key));
    }

    private bool IsNormal(RowKey key)
    {
        if (key.Length != keyTypes.Length)
            return false;
        for (var i = 0; i < keyTypes.Length; i++)
        {
            if (key[i]?.GetType() != keyTypes[i])
                return false;
        }
        return true;
    }

    /// <summary>Whether a row bears a key, which is in that form.</summary>
    internal bool Bears(TRow row, RowKey key)
    {
        for (var i = 0; i < keys.Length; i++)
        {
            if (!keys[i].Bears(row, key[i]))
                return false;
        }
        return true;
    }

    /// <summary>Whether two rows are stored alike.</summary>
    internal bool AreSame(TRow row, TRow other) => Array.TrueForAll(columns, column => column.AreSame(row, other));

    /// <summary>About how many bytes of memory a row takes.</summary>
    internal int Weight(TRow row)
    {
        var weight = 24 + (12 * columns.Length);
        foreach (var column in columns)
            weight += column.Weight(row);
        return weight;
    }

    internal RowKey KeyOf(TRow row) => KeyOf(keys.Select(column => column.KeyPart(row)));

    internal Task<IReadOnlyList<TRow>> LoadAsync(NpgsqlConnection connection, IReadOnlyCollection<RowKey> rows, CancellationToken cancellation) =>
        QueryAsync(connection, selectByKey, KeyParameters(rows), cancellation);

    /// <summary>Asks for the rows under some keys, to be sent with other statements.</summary>
    internal NpgsqlBatchCommand Select(IReadOnlyCollection<RowKey> rows) => Command(selectByKey, KeyParameters(rows));

    /// <summary>The rows behind a key in the order of keys; from the first one when there is none.</summary>
    internal Task<IReadOnlyList<TRow>> PageAsync(NpgsqlConnection connection, RowKey? after, int limit, CancellationToken cancellation)
    {
        var order = List(keys, key => $"t.{key.Quoted}");
        var behind = after is null ? "" : $"join unnest({List(keys, (_, i) => $"${i + 1}")}) as u ({List(keys, key => key.Quoted)}) on ({order}) > ({List(keys, key => $"u.{key.Quoted}")})";
        var sql = FormattableString.Invariant($"select {List(columns, column => $"t.{column.Quoted}")} from \"{Name}\" t {behind} order by {order} limit {limit}");
        return QueryAsync(connection, sql, after is { } key ? KeyParameters([key]) : [], cancellation);
    }

    internal NpgsqlBatchCommand Delete(IReadOnlyCollection<RowKey> rows) => Command(deleteByKey, KeyParameters(rows));

    internal NpgsqlBatchCommand Upsert(IReadOnlyCollection<TRow> rows) => Command(upsert, columns.Select(column => column.Parameter(rows)));

    /// <summary>Writes rows that the table has.</summary>
    internal NpgsqlBatchCommand Update(IReadOnlyCollection<TRow> rows) => Command(update, columns.Select(column => column.Parameter(rows)));

    /// <summary>Writes rows that the table does not have.</summary>
    internal async Task CopyAsync(NpgsqlConnection connection, IReadOnlyList<TRow> rows, CancellationToken cancellation)
    {
        await using var into = await connection.BeginBinaryImportAsync(copy, cancellation);
        foreach (var row in rows)
        {
            into.StartRow();
            foreach (var column in columns)
                column.Copy(into, row);
        }
        await into.CompleteAsync(cancellation);
    }

    private NpgsqlParameter[] KeyParameters(IReadOnlyCollection<RowKey> rows) => [.. keys.Select((column, i) => column.KeyParameter(rows, i))];

    private static NpgsqlBatchCommand Command(string sql, IEnumerable<NpgsqlParameter> parameters)
    {
        var command = new NpgsqlBatchCommand(sql);
        foreach (var parameter in parameters)
            command.Parameters.Add(parameter);
        return command;
    }

    private static RowKey KeyOf(IEnumerable<object> parts)
    {
        object?[] all = [.. parts, null, null, null, null, null];
        return new(all[0]!, all[1], all[2], all[3], all[4], all[5]);
    }

    private static IEnumerable<PropertyInfo> Properties() =>
        typeof(TRow).GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(property => property.CanRead && property.CanWrite && property.GetIndexParameters().Length == 0)
            .OrderBy(property => property.MetadataToken);

    /// <summary>The widest constructor takes the properties that its parameters name; the others are set.</summary>
    private Func<NpgsqlDataReader, TRow> CompileRead()
    {
        var reader = Expression.Parameter(typeof(NpgsqlDataReader));
        var values = columns.Select((column, i) => (column.Property, Value: column.Read(reader, i))).ToDictionary(pair => pair.Property.Name);
        var constructor = typeof(TRow).GetConstructors()
            .Where(candidate => candidate.GetParameters().All(parameter => values.ContainsKey(parameter.Name!)))
            .MaxBy(candidate => candidate.GetParameters().Length)
            ?? throw new NotSupportedException($"{typeof(TRow).Name} has no public constructor that takes its properties.");
        var taken = constructor.GetParameters().Select(parameter => parameter.Name!).ToList();
        return Expression.Lambda<Func<NpgsqlDataReader, TRow>>(
            Expression.MemberInit(
                Expression.New(constructor, taken.Select(name => values[name].Value)),
                values.Values.Where(pair => !taken.Contains(pair.Property.Name)).Select(pair => Expression.Bind(pair.Property, pair.Value))),
            reader).Compile();
    }

    private static string List(IEnumerable<TableColumn<TRow>> of, Func<TableColumn<TRow>, string> text) => string.Join(", ", of.Select(text));

    private static string List(IEnumerable<TableColumn<TRow>> of, Func<TableColumn<TRow>, int, string> text) => string.Join(", ", of.Select(text));
}
