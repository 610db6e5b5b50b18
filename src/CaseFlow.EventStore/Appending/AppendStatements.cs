using Npgsql;

namespace CaseFlow.EventStore.Appending;

/// <summary>The ways in which one connection writes a batch.</summary>
internal sealed class AppendStatements(NpgsqlConnection connection) : IDisposable
{
    /// <summary>How many events an append may have to go the short way, with a statement for each.</summary>
    private const int FewEvents = 4;

    private readonly AppendStatement judging = new(connection, judges: true);
    private readonly AppendStatement expecting = new(connection, judges: false);
    private readonly LoneStatement?[] first = new LoneStatement?[FewEvents + 1];
    private readonly LoneStatement?[] next = new LoneStatement?[FewEvents + 1];
    private LoneEvent last = LoneEvent.Unknown;

    /// <summary>Writes appends of different streams in one transaction.</summary>
    /// <param name="batch">The appends.</param>
    /// <param name="careful">Whether to look for recorded ids first, instead of breaking the unique index.</param>
    public async Task<AppendVerdict[]> RunAsync(IReadOnlyList<PendingAppend> batch, bool careful)
    {
        // What the short ways do not write is judged with care.
        if (careful || AnyVersion(batch))
            return await judging.RunAsync(batch, careful);
        if (batch is not [{ Rows.Length: <= FewEvents } lone])
            return await expecting.RunAsync(batch, checkIds: false);
        if (await Lone(lone).RunAsync(lone, last) is not { } written)
            return [AppendVerdict.Again];
        last = written;
        return [new(new Appended(lone.Expected.Value + lone.Rows.Length, written.Position), null)];
    }

    public void Dispose()
    {
        judging.Dispose();
        expecting.Dispose();
        foreach (var statement in first.Concat(next))
            statement?.Dispose();
    }

    private static bool AnyVersion(IReadOnlyList<PendingAppend> batch)
    {
        foreach (var append in batch)
        {
            if (append.Expected.IsAny)
                return true;
        }
        return false;
    }

    private LoneStatement Lone(PendingAppend append)
    {
        var number = append.Rows.Length;
        return append.Expected.Value == 0
            ? first[number] ??= new(connection, SqlText.AppendFirst, number)
            : next[number] ??= new(connection, SqlText.AppendNext, number);
    }
}
