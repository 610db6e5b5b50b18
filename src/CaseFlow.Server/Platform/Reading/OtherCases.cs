using CaseFlow.EventStore.Projections;
using Npgsql;

namespace CaseFlow.Server.Platform.Reading;

/// <summary>Cases that rows name beside their own: one that was merged into, one that is repeated. They may lie outside of the reader's territory, and then are not named.</summary>
public static class OtherCases
{
    /// <summary>Those that are there for whom the connection asks; row-level security decides.</summary>
    /// <param name="connection">The connection of a question.</param>
    /// <param name="scope">Whom it asks for.</param>
    /// <param name="table">A table with one row for each case, under its id in <c>complaint</c>.</param>
    /// <param name="named">The cases that are named.</param>
    /// <param name="cancellation">Cancels the question.</param>
    /// <param name="schema">Where the table is; where the connection looks first when null.</param>
    public static async Task<IReadOnlySet<Guid>> VisibleAsync(
        NpgsqlConnection connection, AccessScope scope, IProjectionTable table, IEnumerable<Guid?> named, CancellationToken cancellation, string? schema = null)
    {
        ArgumentNullException.ThrowIfNull(table);
        var ids = named.OfType<Guid>().ToHashSet();
        if (ids.Count == 0 || scope == AccessScope.All) return ids;
        await using var find = new NpgsqlCommand($"select complaint from {(schema is null ? "" : $"\"{schema}\".")}{table.Name} where complaint = any($1)", connection)
        {
            Parameters = { new() { Value = ids.ToArray() } },
        };
        await using var reader = await find.ExecuteReaderAsync(cancellation);
        var visible = new HashSet<Guid>();
        while (await reader.ReadAsync(cancellation))
            visible.Add(reader.GetGuid(0));
        return visible;
    }

    /// <summary>A case that may be named; null in the place of any other.</summary>
    public static Guid? Shown(this IReadOnlySet<Guid> visible, Guid? named)
    {
        ArgumentNullException.ThrowIfNull(visible);
        return named is { } id && visible.Contains(id) ? id : null;
    }
}
