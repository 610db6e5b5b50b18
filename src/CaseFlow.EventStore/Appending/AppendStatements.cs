using Npgsql;

namespace CaseFlow.EventStore.Appending;

/// <summary>The ways in which one connection writes a batch.</summary>
internal sealed class AppendStatements(NpgsqlConnection connection) : IDisposable
{
    /// <summary>How many events an append may have to go the short way, with a statement for each.</summary>
    private const int FewEvents = 4;

    private readonly AppendStatement many = new(connection);
    private readonly LoneStatement?[] first = new LoneStatement?[FewEvents + 1];
    private readonly LoneStatement?[] next = new LoneStatement?[FewEvents + 1];

    /// <summary>Writes appends of different streams in one transaction.</summary>
    /// <param name="batch">The appends.</param>
    /// <param name="careful">Whether to look for recorded ids first, instead of breaking the unique index.</param>
    public async Task<AppendVerdict[]> RunAsync(IReadOnlyList<PendingAppend> batch, bool careful)
    {
        // What the short way does not write is judged with care.
        if (batch is [{ Expected.IsAny: false, Rows.Length: <= FewEvents } lone] && !careful)
            return [await Lone(lone).RunAsync(lone) is { } appended ? new(appended, null) : AppendVerdict.Again];
        return await many.RunAsync(batch, careful);
    }

    public void Dispose()
    {
        many.Dispose();
        foreach (var statement in first.Concat(next))
            statement?.Dispose();
    }

    private LoneStatement Lone(PendingAppend append)
    {
        var number = append.Rows.Length;
        return append.Expected.Value == 0
            ? first[number] ??= new(connection, SqlText.AppendFirst, number)
            : next[number] ??= new(connection, SqlText.AppendNext, number);
    }
}
