using CaseFlow.EventStore.Projections;
using CaseFlow.Server.Complaints;
using CaseFlow.Server.Platform.Reading;
using CaseFlow.Server.Platform.Web;
using Npgsql;
using Spectre.Console;

namespace CaseFlow.Server.Definitions;

/// <summary>Replays and what differs in them, as tables in a terminal.</summary>
public static class ReplayPrinting
{
    /// <summary>How many cases or rows are told; how many there are is told always.</summary>
    public const int Most = 20;

    /// <summary>The rates that differ, and the cases behind them.</summary>
    public static void Difference(RepeatRateDifference difference, AccessScope scope)
    {
        ArgumentNullException.ThrowIfNull(difference);
        AnsiConsole.WriteLine($"{KpiCatalogue.RepeatComplaintRate.NameEn} {KpiCatalogue.RepeatComplaintRate.NameZh}, {scope}, {difference.From} to {difference.To}");
        AnsiConsole.WriteLine($"Replay: event {difference.Replay.Position}, {Rule(difference.Replay)}. Now: event {difference.Against.Position}, {Rule(difference.Against)}.");
        KpiSheet.Write(
            ["Replay", "Rate", "Now", "Rate"],
            difference.Rates.Append(difference.Total).Select(both => ((KpiKey)both, (string[])[Counts(both.Replay), KpiSheet.Number(both.Replay?.Rate), Counts(both.Against), KpiSheet.Number(both.Against?.Rate)])));
        AnsiConsole.WriteLine($"{difference.Rates.Count} of {difference.RatesTotal} rates that differ; {difference.Cases.Items.Count} of {difference.Cases.Total} cases that count otherwise:");
        var cases = new Table();
        cases.AddColumns("Case", "Month", "Replay", "Now", "Events");
        foreach (var one in difference.Cases.Items)
            cases.AddRow(CaseNumber.Of(one.Id), one.Month, Markup.Escape(Said(one.Replay)), Markup.Escape(Said(one.Against)), one.EventsTotal == 0 ? "the rule alone" : Markup.Escape(Events(one.Events, one.EventsTotal)));
        AnsiConsole.Write(cases);
        if (difference.RulesTotal > 0) AnsiConsole.WriteLine($"Rules published in between: {Events(difference.Rules, difference.RulesTotal)}");
    }

    /// <summary>The tables of a replay, how many rows each has, and which differ.</summary>
    public static Task TablesAsync(ReadModels models, IProjection projection, ReplayStatus replay, bool differences, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(models);
        ArgumentNullException.ThrowIfNull(projection);
        return models.CompareAsync(AccessScope.All, projection.Name, replay, against: null, async snapshot =>
        {
            var (tables, rows) = (new Table(), new Table());
            tables.AddColumns("Table", "Rows", "Now", "Differ");
            rows.AddColumns("Table", "Key", "Row", "Events");
            foreach (var table in projection.Tables.Select(table => table.Name))
            {
                var (replayed, live) = (await CountAsync(snapshot, snapshot.Sides[0], table, cancellation), await CountAsync(snapshot, snapshot.Sides[1], table, cancellation));
                var page = differences ? await PageAsync(snapshot, table, cancellation) : null;
                tables.AddRow(table, KpiSheet.Number(replayed), KpiSheet.Number(live), page is null ? "" : KpiSheet.Number(page.Total));
                foreach (var row in page?.Rows ?? [])
                    rows.AddRow(table, Markup.Escape(row.Key), row.Replay is null ? "came" : row.Against is null ? "went" : "changed", Markup.Escape(Events(row.Events, row.EventsTotal)));
            }

            AnsiConsole.Write(tables);
            if (rows.Rows.Count > 0) AnsiConsole.Write(rows);
            return true;
        }, cancellation);
    }

    private static async Task<RowDifferencePage> PageAsync(ReadSnapshot snapshot, string table, CancellationToken cancellation)
    {
        var page = await RowDifferences.PageAsync(snapshot.Connection, new(table, snapshot.Sides[1].Schema, snapshot.Sides[0].Schema) { Limit = Most }, cancellation);
        var stretch = new EventStretch(snapshot.Sides.Min(side => side.Position), snapshot.Sides.Max(side => side.Position)) { PerRow = 3 };
        return page with { Rows = await RowDifferences.WithEventsAsync(snapshot.Connection, page.Rows, stretch, cancellation) };
    }

    private static async Task<long> CountAsync(ReadSnapshot snapshot, SnapshotSide side, string table, CancellationToken cancellation)
    {
        await using var count = new NpgsqlCommand($"select count(*) from \"{side.Schema}\".\"{table}\"", snapshot.Connection);
        return (long)(await count.ExecuteScalarAsync(cancellation))!;
    }

    private static string Rule(RatesSide side) => side.Rule is { } rule ? $"rule {rule.Version}{(side.Change is { } change ? $" if {change}" : "")}" : "no rule";

    private static string Counts(RateValue? value) => value is null ? "-" : $"{KpiSheet.Number(value.Numerator)} / {KpiSheet.Number(value.Denominator)}";

    private static string Said(CaseJudgement? judgement) => judgement switch
    {
        null => "not recorded yet",
        { Counted: false } => "does not count",
        { RepeatOf: { } earlier } => $"repeats {CaseNumber.Of(earlier)}",
        _ => "counts",
    };

    private static string Events(IReadOnlyList<EventReference> events, long total) =>
        string.Join(", ", events.Select(e => $"{e.Position} {e.Type}")) + (total > events.Count ? $" and {total - events.Count} more" : "");
}
