using CaseFlow.Access;
using CaseFlow.Complaints;
using CaseFlow.Server.Definitions;
using CaseFlow.Server.Platform.Commands;
using CaseFlow.Server.Platform.Reading;
using Npgsql;

namespace CaseFlow.Server.Complaints;

/// <summary>A case behind a repeat-complaint rate.</summary>
/// <param name="Id">The case; its timeline has the facts.</param>
/// <param name="Customer">The customer.</param>
/// <param name="OccurredAt">When the customer complained.</param>
/// <param name="Month">The month in which it counts.</param>
/// <param name="Kind">Its kind.</param>
/// <param name="Topic">Its topic.</param>
/// <param name="Region">Its region.</param>
/// <param name="Source">Its source.</param>
/// <param name="RepeatOf">The latest earlier case that it repeats; null when it counts in the denominator alone, or that one lies outside of the territory.</param>
public sealed record CountedCase(Guid Id, Guid Customer, DateTimeOffset OccurredAt, string Month, ComplaintKind Kind, string Topic, string Region, string Source, Guid? RepeatOf);

/// <summary>Which cases of a rate are asked for.</summary>
public sealed record CountedCaseFilter(DateOnly From, DateOnly To)
{
    /// <summary>A topic with all below it.</summary>
    public string? Topic { get; init; }
    public string? Source { get; init; }

    /// <summary>Under which tree topics agree and cases count.</summary>
    public TopicTree Tree { get; init; }

    /// <summary>True for the numerator's, false for the others, null for all of the denominator's.</summary>
    public bool? Repeats { get; init; }
}

/// <summary>Which cases make up a repeat-complaint rate?</summary>
public sealed class RepeatComplaintCases(ReadModels models, DefinitionBook book, ReportingZone zone)
{
    private static readonly ListOrder<RepeatCase> InOrder =
        new(RepeatCase.Table, "occurred_at", "complaint", Ascending: true, one => Iso.Time(one.OccurredAt), one => one.Complaint);

    /// <summary>A page of the cases, in the order in which they were made; its total is the rate's count.</summary>
    /// <exception cref="UnfitCursorException">The cursor is of another list.</exception>
    public async Task<ReadAnswer<Page<CountedCase>>> AskAsync(AccessScope scope, CountedCaseFilter filter, PageRequest page, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(scope);
        ArgumentNullException.ThrowIfNull(filter);
        var moves = await book.MovesAsync(filter.Tree, cancellation);
        var answer = await models.AskAsync(
            scope,
            RepeatComplaintRates.Projection,
            async connection =>
            {
                var total = await TotalAsync(connection, scope, filter, moves, cancellation);
                var rows = await InOrder.PageAsync(
                    connection, InOrder.Along(where => Lead(where, scope, filter)), where => Narrow(where, scope, filter, moves), page, Cursor.DigestOf("counted-cases", scope.ToString(), filter, $"{moves.ListVersion}"), cancellation);
                var visible = await OtherCases.VisibleAsync(connection, scope, RepeatCase.Table, rows.Rows.Select(row => row.Under(filter.Tree).RepeatOf), cancellation);
                return new Page<RepeatCase>([.. rows.Rows.Select(row => row.Under(filter.Tree)).Select(row => row with { RepeatOf = visible.Shown(row.RepeatOf) })], total, TotalIsAtLeast: false, rows.Next);
            },
            cancellation);
        return new(answer.Position, answer.AsOf, answer.Data.Show(Shown));
    }

    /// <summary>The months as moments, because indexes know cases by the moment. The territory too: row-level security passes over the cases of others before any of them is counted as looked at.</summary>
    private void Lead(Conditions where, AccessScope scope, CountedCaseFilter filter)
    {
        scope.Narrow(where);
        where.Add(filter.Repeats is true && scope.Province is null ? $"counted and {RepeatCase.Repeats(filter.Tree)} is not null" : "counted");
        where.Add($"occurred_at >= {where.Value(zone.Begin(filter.From))} and occurred_at < {where.Value(zone.Begin(filter.To.AddMonths(1)))}");
    }

    private static void Narrow(Conditions where, AccessScope scope, CountedCaseFilter filter, TopicMoves moves)
    {
        if (filter.Repeats is true && scope.Province is not null) where.Add($"{RepeatCase.Repeats(filter.Tree)} is not null");
        moves.Narrow(where, filter.Topic);
        where.AddEqual("source", filter.Source);
        if (filter.Repeats is false) where.Add($"{RepeatCase.Repeats(filter.Tree)} is null");
    }

    /// <summary>From the counters of the rate.</summary>
    private static async Task<long> TotalAsync(NpgsqlConnection connection, AccessScope scope, CountedCaseFilter filter, TopicMoves moves, CancellationToken cancellation)
    {
        var where = new Conditions();
        scope.Narrow(where);
        where.Add($"month between {where.Value(filter.From)} and {where.Value(filter.To)}");
        moves.Narrow(where, filter.Topic);
        where.AddEqual("source", filter.Source);
        var repeats = filter.Tree switch { TopicTree.AsRecorded => "repeats", TopicTree.Today => "repeats_today" };
        var counted = filter.Repeats switch { null => "cases", true => repeats, false => $"cases - {repeats}" };
        await using var sum = where.Command(connection, $"select coalesce(sum({counted}), 0)::bigint from {RepeatComplaintRates.Counts} {where}");
        return (long)(await sum.ExecuteScalarAsync(cancellation))!;
    }

    private static CountedCase Shown(RepeatCase one) => new(
        one.Complaint, one.Customer, one.OccurredAt, Iso.Month(one.Month), one.Kind, one.Topic, AccessScope.Code(one.Province, one.City), one.Source, one.RepeatOf);

    public static void Map(IEndpointRouteBuilder api) => api.MapQuery<RepeatComplaintCases, Page<CountedCase>>(
        $"/kpis/{KpiCatalogue.RepeatComplaintRate.Id}/cases",
        Permission.ReadKpis,
        ("KPIs", "The cases behind a repeat-complaint rate."),
        [RepeatComplaintRates.Projection],
        [
            new("from", "The first month, for example 2011-03.", Required: true),
            new("to", "The last month; the first one when left out."),
            new("topic", "A topic with all below it."),
            new("source", "The source's code."),
            new("repeats", "true: the numerator's cases; false: the others."),
            KpiQuestion.TreeParameter,
            .. QueryParameter.OfLists,
        ],
        query =>
        {
            var from = query.Errors.Value("from", query.Month("from"));
            var filter = new CountedCaseFilter(from, query.Month("to") ?? from) { Topic = query.Text("topic"), Source = query.Text("source"), Repeats = query.Flag("repeats"), Tree = KpiQuestion.ReadTree(query) };
            if (filter.From > filter.To) query.Errors.Add("from", FieldCodes.Reversed, "from is not later than to.");
            var page = query.Page();
            return async (cases, asker, cancellation) => await cases.AskAsync(asker.Scope, filter, page, cancellation);
        });
}
