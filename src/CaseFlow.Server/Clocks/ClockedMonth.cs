using CaseFlow.Server.Platform.Reading;

namespace CaseFlow.Server.Clocks;

/// <summary>A past month, by the facts of the cases that were alive in it.</summary>
/// <param name="Cases">The cases, each with all its facts.</param>
/// <param name="IsWhole">Whether they are all; a month of very many is looked at in part.</param>
public sealed record ClockedMonth(IReadOnlyList<ClockCaseRow> Cases, bool IsWhole)
{
    /// <summary>How many cases are looked at.</summary>
    public const int MostCases = 20_000;

    /// <summary>Reads the cases of a territory that something happened to between two moments.</summary>
    public static Task<ReadAnswer<ClockedMonth>> ReadAsync(ReadModels models, AccessScope scope, DateTimeOffset from, DateTimeOffset until, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(models);
        ArgumentNullException.ThrowIfNull(scope);
        return models.AskAsync(
            scope,
            RunningClocks.Projection,
            async connection =>
            {
                var where = new Conditions();
                scope.Narrow(where, ofCases: true);
                where.Add($"moved_at >= {where.Value(from.ToUniversalTime())} and began_at < {where.Value(until.ToUniversalTime())}");
                var sql = $"select {ClockCaseRow.Table.ColumnList} from {ClockCaseRow.Table.Name} {where} order by moved_at, complaint limit {where.Value(MostCases + 1)}";
                var cases = new List<ClockCaseRow>();
                await using var command = where.Command(connection, sql);
                await using var reader = await command.ExecuteReaderAsync(cancellation);
                while (await reader.ReadAsync(cancellation))
                    cases.Add(ClockCaseRow.Table.Read(reader));
                return new ClockedMonth([.. cases.Take(MostCases)], cases.Count <= MostCases);
            },
            cancellation);
    }
}
