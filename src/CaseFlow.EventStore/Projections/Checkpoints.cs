using Npgsql;

namespace CaseFlow.EventStore.Projections;

/// <summary>The rows that say how far each projection and subscription has come, and where one stopped.</summary>
internal sealed class Checkpoints(NpgsqlDataSource database)
{
    /// <summary>Moves a checkpoint; whoever was stopped goes on.</summary>
    public static NpgsqlBatchCommand Save(string name, long position) =>
        new(SqlText.CheckpointSave) { Parameters = { new() { Value = name }, new() { Value = position } } };

    public async Task ParkAsync(string name, long position, Exception fault, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand(SqlText.CheckpointPark);
        command.Parameters.Add(new() { Value = name });
        command.Parameters.Add(new() { Value = position });
        command.Parameters.Add(new() { Value = fault.InnerException is null ? fault.Message : $"{fault.Message} {fault.InnerException.Message}" });
        await command.ExecuteNonQueryAsync(cancellation);
    }

    public async Task<IReadOnlyList<ProjectionStatus>> StatusAsync(IReadOnlyCollection<string> names, long head, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand(SqlText.CheckpointStatus);
        command.Parameters.Add(new() { Value = names.ToArray() });
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var statuses = new List<ProjectionStatus>();
        while (await reader.ReadAsync(cancellation))
        {
            var stopped = !reader.IsDBNull(2);
            statuses.Add(new(
                reader.GetString(0),
                reader.GetInt64(1),
                head,
                StoppedAt: stopped ? reader.GetInt64(2) : null,
                Error: stopped ? reader.GetString(3) : null));
        }
        return statuses;
    }
}
