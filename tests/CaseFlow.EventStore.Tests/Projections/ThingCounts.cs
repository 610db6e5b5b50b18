using CaseFlow.EventStore.Projections;

namespace CaseFlow.EventStore.Tests.Projections;

/// <summary>How much of a thing was counted.</summary>
public sealed record ThingCount(string Thing, long Total, int Events);

/// <summary>The projection of the tests, and of the nodes that they start as processes of their own.</summary>
public static class ThingCounts
{
    public const string CreateSql = "create table caseflow_counts (thing text primary key, total bigint not null, events integer not null)";

    public static readonly ProjectionTable<ThingCount> Table = new("caseflow_counts", CreateSql, "thing");

    /// <summary>Counts each thing's amounts.</summary>
    public static RowProjection<ThingCount> Projection(int version = 1, Func<ThingCounted, long>? amount = null, ProjectionTable<ThingCount>? table = null, string name = "Counts") =>
        new(
            name,
            version,
            table ?? Table,
            e => e.Data is ThingCounted counted ? [new(counted.Thing)] : [],
            (row, e, key) => Fold(row, (ThingCounted)e.Data, amount ?? (counted => counted.Amount)));

    private static ThingCount Fold(ThingCount? row, ThingCounted counted, Func<ThingCounted, long> amount)
    {
        var before = row ?? new(counted.Thing, Total: 0, Events: 0);
        return before with { Total = before.Total + amount(counted), Events = before.Events + 1 };
    }
}
