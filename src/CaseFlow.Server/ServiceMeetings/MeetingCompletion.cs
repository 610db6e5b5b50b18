using CaseFlow.Access;
using CaseFlow.Server.Definitions;
using CaseFlow.Server.Platform.Reading;

namespace CaseFlow.Server.ServiceMeetings;

/// <summary>Which resolutions were done by their deadline.</summary>
/// <param name="Definition">What the share means.</param>
/// <param name="From">The first month.</param>
/// <param name="To">The last month.</param>
/// <param name="Rows">By month and department.</param>
/// <param name="Departments">By department, all months together.</param>
/// <param name="Total">All of them together.</param>
public sealed record Completion(KpiDefinition Definition, string From, string To, IReadOnlyList<CompletionShare> Rows, IReadOnlyList<CompletionShare> Departments, CompletionShare Total);

/// <summary>A share and the counts that it comes from.</summary>
/// <param name="Month">The month in which they fall due; null for all together.</param>
/// <param name="Department">The department; null for all together.</param>
/// <param name="Numerator">Done by the deadline.</param>
/// <param name="Denominator">All that fall due, but for those that were dropped.</param>
/// <param name="Open">Still open.</param>
/// <param name="Carried">How often they were carried over, all together.</param>
public sealed record CompletionShare(string? Month, string? Department, long Numerator, long Denominator, long Open, long Carried)
{
    /// <summary>Per cent, to two decimals; null where there is none.</summary>
    public decimal? Share => Quotient(Numerator * 100);

    /// <summary>How often each was carried over on average; null where there is none.</summary>
    public decimal? MeanCarried => Quotient(Carried);

    /// <summary>Shares of a month and a department, or more, together.</summary>
    public static CompletionShare Sum(string? month, string? department, IEnumerable<CompletionShare> shares)
    {
        ArgumentNullException.ThrowIfNull(shares);
        return shares.Aggregate(
            new CompletionShare(month, department, 0, 0, 0, 0),
            (so, one) => so with { Numerator = so.Numerator + one.Numerator, Denominator = so.Denominator + one.Denominator, Open = so.Open + one.Open, Carried = so.Carried + one.Carried });
    }

    private decimal? Quotient(long of) => Denominator == 0 ? null : decimal.Round((decimal)of / Denominator, 2, MidpointRounding.AwayFromZero);
}

/// <summary>Are resolutions done by their deadline?</summary>
public sealed class MeetingCompletion(ReadModels models, DefinitionBook book, ReportingZone zone)
{
    /// <summary>The shares.</summary>
    public Task<ReadAnswer<Completion>> AskAsync(AccessScope scope, DateOnly from, DateOnly to, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(scope);
        var where = new Conditions();
        scope.Of(department: null).Narrow(where);
        where.Add($"month between {where.Value(from)} and {where.Value(to)}");
        return models.AskAsync(scope, Resolutions.Projection, async connection =>
        {
            var rows = new List<CompletionShare>();
            await using var command = where.Command(connection, $"""
                select to_char(month, 'YYYY-MM'), department, sum(in_time)::bigint, sum(decided)::bigint, sum(open)::bigint, sum(carried)::bigint
                from {ResolutionCount.TableName} {where} group by 1, 2 order by 1, 2
                """);
            await using var reader = await command.ExecuteReaderAsync(cancellation);
            while (await reader.ReadAsync(cancellation))
                rows.Add(new(reader.GetString(0), reader.GetString(1), reader.GetInt64(2), reader.GetInt64(3), reader.GetInt64(4), reader.GetInt64(5)));
            return new Completion(
                (await book.TellAsync(KpiCatalogue.MeetingCompletion, from, to, cancellation)).Under(rule: null, zone),
                Iso.Month(from),
                Iso.Month(to),
                rows,
                [.. rows.GroupBy(row => row.Department).OrderBy(department => department.Key, StringComparer.Ordinal).Select(department => CompletionShare.Sum(null, department.Key, department))],
                CompletionShare.Sum(null, null, rows));
        }, cancellation);
    }

    public static void Map(IEndpointRouteBuilder api) => api.MapQuery<MeetingCompletion, Completion>(
        $"/kpis/{KpiCatalogue.MeetingCompletion.Id}",
        Permission.ReadMeetings,
        ("KPIs", "The share of resolutions that were done by their deadline, by month and department, and how often they were carried over."),
        [Resolutions.Projection],
        [.. KpiQuestion.Parameters.Take(2)],
        query =>
        {
            var question = KpiQuestion.Of(KpiCatalogue.MeetingCompletion, query.Month("from"), query.Month("to"), [], topicLevel: null, query.Errors, ReportingZone.Operator, query.Now);
            return async (completion, asker, cancellation) => await completion.AskAsync(asker.Scope, question.From, question.To, cancellation);
        });
}
