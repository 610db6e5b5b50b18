using CaseFlow.Server.Platform.Reading;

namespace CaseFlow.Server.Clocks;

/// <summary>A past month, by the facts of the cases that were alive in it.</summary>
/// <param name="Cases">The cases, each with all its facts.</param>
/// <param name="IsWhole">Whether they are all; a month of very many is looked at in part.</param>
public sealed record ClockedMonth(IReadOnlyList<ClockCaseRow> Cases, bool IsWhole)
{
    /// <summary>How many cases are looked at.</summary>
    public const int MostCases = 20_000;

    /// <summary>How many cases are looked through for them: those that moved in the month come before those that only moved since.</summary>
    private const int MostLooked = 2 * MostCases;

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
                where.Add($"moved_at >= {where.Value(from.ToUniversalTime())}");
                var (looked, end, most) = (where.Value(MostLooked + 1), where.Value(until.ToUniversalTime()), where.Value(MostCases + 1));
                var sql = $"""
                    with looked as materialized (select {ClockCaseRow.Table.ColumnList} from {ClockCaseRow.Table.Name} {where} order by moved_at, complaint limit {looked})
                    select {ClockCaseRow.Table.ColumnList}, (select count(*) from looked) from looked where began_at < {end} order by moved_at, complaint limit {most}
                    """;
                var (cases, seen) = (new List<ClockCaseRow>(), 0L);
                await using var command = where.Command(connection, sql);
                await using var reader = await command.ExecuteReaderAsync(cancellation);
                while (await reader.ReadAsync(cancellation))
                {
                    cases.Add(ClockCaseRow.Table.Read(reader));
                    seen = reader.GetInt64(reader.FieldCount - 1);
                }

                return new ClockedMonth([.. cases.Take(MostCases)], cases.Count <= MostCases && seen <= MostLooked);
            },
            cancellation);
    }
}
