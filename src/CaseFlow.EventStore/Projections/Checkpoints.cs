using Npgsql;

namespace CaseFlow.EventStore.Projections;

/// <summary>The rows that say how far each projection and subscription has come, and where one stopped.</summary>
internal sealed class Checkpoints(NpgsqlDataSource database)
{
    /// <summary>Moves checkpoints; whoever was stopped goes on.</summary>
    public static NpgsqlBatchCommand Save(IReadOnlyCollection<(string Name, long Position)> moved) => new(SqlText.CheckpointSave)
    {
        Parameters =
        {
            new() { Value = moved.Select(one => one.Name).ToArray() },
            new() { Value = moved.Select(one => one.Position).ToArray() },
        },
    };

    /// <summary>Moves a checkpoint from where it was.</summary>
    /// <returns>False when it was elsewhere and is left there.</returns>
    public async Task<bool> TryMoveAsync(string name, long from, long to, CancellationToken cancellation)
    {
        await using var move = database.CreateCommand(SqlText.CheckpointMove);
        move.Parameters.Add(new() { Value = name });
        move.Parameters.Add(new() { Value = from });
        move.Parameters.Add(new() { Value = to });
        await using var reader = await move.ExecuteReaderAsync(cancellation);
        return await reader.ReadAsync(cancellation);
    }

    /// <summary>Lets whoever is stopped try again.</summary>
    /// <returns>Whether it was stopped.</returns>
    public async Task<bool> RetryAsync(string name, CancellationToken cancellation)
    {
        await using var retry = database.CreateCommand(SqlText.CheckpointRetry);
        retry.Parameters.Add(new() { Value = name });
        await using var reader = await retry.ExecuteReaderAsync(cancellation);
        return await reader.ReadAsync(cancellation);
    }

    public async Task<bool> IsParkedAsync(string name, CancellationToken cancellation)
    {
        await using var parked = database.CreateCommand("select exists (select from caseflow_parked where name = $1)");
        parked.Parameters.Add(new() { Value = name });
        return (bool)(await parked.ExecuteScalarAsync(cancellation))!;
    }

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
