using System.Globalization;
using Npgsql;

namespace CaseFlow.Server.Platform.Reading;

/// <summary>The conditions of a question and the values that they speak of. Values never become text of a statement.</summary>
public sealed class Conditions
{
    private readonly List<string> conditions = [];
    private readonly List<object?> values;

    /// <summary>No conditions and no values.</summary>
    public Conditions() => values = [];

    private Conditions(List<object?> values) => this.values = values;

    /// <summary>Other conditions of the same statement, which number their values on.</summary>
    public Conditions Beside() => new(values);

    /// <summary>Whether there is no condition.</summary>
    public bool IsEmpty => conditions.Count == 0;

    /// <summary>The values of <c>$1</c>, <c>$2</c> ... for <c>ProjectionTable.QueryAsync</c>.</summary>
    public IReadOnlyList<object?> Values => values;

    /// <summary>Takes a value in.</summary>
    /// <returns>Its placeholder.</returns>
    public string Value(object value)
    {
        values.Add(value);
        return string.Create(CultureInfo.InvariantCulture, $"${values.Count}");
    }

    /// <summary>Adds a condition.</summary>
    public void Add(string condition) => conditions.Add(condition);

    /// <summary>Demands that a column is one of the names of enum members, unless none are given.</summary>
    public void AddAny<T>(string column, IReadOnlyCollection<T> members)
        where T : struct, Enum
    {
        if (members.Count > 0) Add($"{column} = any({Value(members.Select(member => member.ToString()).ToArray())})");
    }

    /// <summary>Demands that a column is the value, unless there is none.</summary>
    public void AddEqual<T>(string column, T? value)
        where T : struct
    {
        if (value is { } given) Add($"{column} = {Value(given)}");
    }

    /// <summary>Demands that a column is the value, unless there is none.</summary>
    public void AddEqual(string column, string? value)
    {
        if (value is not null) Add($"{column} = {Value(value)}");
    }

    /// <summary>Demands that a column is the code or one below it, unless there is none.</summary>
    /// <remarks>A range of the C collation instead of <c>like</c>, so that an index serves it whatever the parameter.</remarks>
    public void AddBelow(string column, string? code)
    {
        if (code is not null) Add(Within(column, Value(code)));
    }

    /// <summary>That a column is the code or one below it.</summary>
    public static string Within(string column, string given) => $"{Below(column, given)} and ({column} = {given} or {column} collate \"C\" >= {given} || '.')";

    /// <summary>That a column is the code, one below it, or between the two: what one range of an index can answer.</summary>
    public static string Below(string column, string given) => $"{column} collate \"C\" >= {given} and {column} collate \"C\" < {given} || '/'";

    /// <summary>The conditions as one; <c>true</c> when there is none.</summary>
    public string All => IsEmpty ? "true" : string.Join(" and ", conditions);

    /// <summary>The where clause; empty when there is no condition.</summary>
    public override string ToString() => IsEmpty ? "" : "where " + All;

    /// <summary>A command with the values.</summary>
    public NpgsqlCommand Command(NpgsqlConnection connection, string sql)
    {
        var command = new NpgsqlCommand(sql, connection);
        foreach (var value in values)
            command.Parameters.Add(new() { Value = value ?? DBNull.Value });
        return command;
    }
}
