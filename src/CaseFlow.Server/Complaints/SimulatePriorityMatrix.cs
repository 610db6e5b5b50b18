using CaseFlow.Definitions;
using CaseFlow.Server.Definitions;
using CaseFlow.Server.Platform.Commands;
using CaseFlow.Server.Platform.Reading;

namespace CaseFlow.Server.Complaints;

/// <summary>How urgent would the cases of a past month be under a draft of the priority matrix, and how urgent are they under the one in force?</summary>
public sealed class PrioritySimulations(ReadModels models, CommandShell shell, DefinitionBook book)
{
    /// <summary>How many cases are looked at.</summary>
    public const int MostCases = 20_000;

    /// <summary>Tries a matrix; it has no name of its own.</summary>
    public async Task<DraftTrial> TryAsync(AccessScope scope, string name, PublishPriorityMatrixRequest draft, DateOnly month, CancellationToken cancellation)
    {
        var fields = new FieldErrors();
        var terms = await PublishingPriorityMatrix.ReadAsync(fields, book, draft, cancellation);
        if (fields.Any) return DraftTrial.Not(fields.Outcome);
        var state = await shell.StateAsync(Streams.PriorityMatrix, CaseDefinitions.PriorityStream, cancellation);
        var published = new PriorityMatrixPublished((state.InForce?.Version ?? 0) + 1, terms, OpenCases.GradedAnew, "");
        var looked = await ReadAsync(models, scope, ReportingZone.Operator.Begin(month), ReportingZone.Operator.Begin(month.AddMonths(1)), cancellation);
        var cases = looked.Data.Take(MostCases).Select(row => (row.Complaint, AccessScope.Code(row.Province, row.City), row.Facts())).ToList();
        return DraftTrial.OfGrades(new(looked.Position, looked.AsOf, PrioritySimulation.Of(month, looked.Data.Count <= MostCases, cases, state.InForce, published)));
    }

    /// <summary>The cases of a territory that came in between two moments and are still cases of their own: one more than are looked at when there are more.</summary>
    public static Task<ReadAnswer<IReadOnlyList<WorkListRow>>> ReadAsync(ReadModels models, AccessScope scope, DateTimeOffset from, DateTimeOffset until, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(models);
        ArgumentNullException.ThrowIfNull(scope);
        return models.AskAsync(
            scope,
            WorkList.Projection,
            async connection =>
            {
                var sizes = await WorkList.SizesAsync(connection, scope, new(), cancellation);
                var values = new Conditions();
                var cells = Cells.ByPlaceAnd(
                    sizes.Where(size => WorkListFilter.Queued.Contains(size.Status)),
                    $"t.registered_at >= {values.Value(from.ToUniversalTime())} and t.registered_at < {values.Value(until.ToUniversalTime())}");
                var most = values.Value(MostCases + 1);
                var department = scope.Department is { } of ? $"and {values.Value(of)} in (t.department, t.asked_department)" : "";
                return await WorkListRow.Table.QueryAsync(
                    connection,
                    $"""
                    select part.* from {cells.Rows(values)}
                    cross join lateral (select {WorkListRow.Table.ColumnList} from {WorkListRow.Table.Name} t where {cells.Match} {department} order by registered_at, complaint limit {most}) as part
                    limit {most}
                    """,
                    values.Values,
                    cancellation);
            },
            cancellation);
    }

    public static void Map(IEndpointRouteBuilder api) => api.MapTrial<PublishPriorityMatrixRequest, PrioritySimulation>(
        $"{PublishingPriorityMatrix.Path}/simulate", "How urgent the cases that came in in a past month would be under a draft of the priority matrix, beside how urgent they are; its body is the draft as it would be published.",
        WorkList.Projection, services => services.GetRequiredService<PrioritySimulations>().TryAsync, tried => tried.Graded);
}
