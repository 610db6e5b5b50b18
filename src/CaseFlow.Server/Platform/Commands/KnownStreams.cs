using Npgsql;

namespace CaseFlow.Server.Platform.Commands;

/// <summary>Tells which of many streams exist, in one question: whoever writes thousands of new ones need not read each first.</summary>
public sealed class KnownStreams(NpgsqlDataSource database)
{
    /// <summary>Those of the given streams that exist.</summary>
    public async Task<IReadOnlySet<Guid>> AmongAsync(IReadOnlyCollection<Guid> streams, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand("select id from mt_streams where id = any($1)");
        command.Parameters.Add(new() { Value = streams.ToArray() });
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var known = new HashSet<Guid>();
        while (await reader.ReadAsync(cancellation))
            known.Add(reader.GetGuid(0));
        return known;
    }
}
