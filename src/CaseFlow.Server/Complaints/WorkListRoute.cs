using CaseFlow.Access;
using CaseFlow.Complaints;
using CaseFlow.Server.Platform.Reading;

namespace CaseFlow.Server.Complaints;

/// <summary><c>GET /api/complaints</c>.</summary>
public static class WorkListRoute
{
    /// <summary>What narrows the list.</summary>
    public static readonly IReadOnlyList<QueryParameter> Filters =
    [
        new("status", "Statuses, with commas or given several times; all but merged and withdrawn when left out."),
        new("kind", "Kinds, with commas or given several times."),
        new("level", "Escalation levels, with commas or given several times."),
        new("priority", "Priorities, P1 to P4, with commas or given several times."),
        new("topic", "A topic with all below it, for example network.roaming."),
        new("handler", "The agent in whose hands it is."),
        new("unassigned", "true: in nobody's hands."),
        new("department", "The department that deals with it or was asked to."),
        new("customer", "The customer's id."),
        new("channel", "The channel's code."),
        new("source", "The source's code."),
        new("externalReference", "The number that another system knows it by."),
        new("dueBefore", "Due before this time."),
        new("overdue", "true: the customer waits for an answer beyond the due time."),
        new("repeat", "true: repeats an earlier case, or may."),
        new("reopened", "true: was opened again after its end."),
        new("dataFlag", "A data flag of the import."),
    ];

    private static readonly QueryParameter[] Parameters =
    [
        .. Filters,
        new("sort", "Newest (usual), Oldest, Due, Level, Activity or Priority (the most urgent first, within a priority the earliest due)."),
        .. ReplayPoint.Parameters,
        .. QueryParameter.OfLists,
    ];

    public static void Map(IEndpointRouteBuilder api) => api.MapQuery<WorkListAsOf, WorkListPage>(
        "/complaints",
        Permission.ReadCases,
        ("Complaints", "The cases there are to work on, filtered, sorted and counted; now or as known on a past day."),
        [WorkList.Projection],
        Parameters,
        query =>
        {
            var (filter, sort, page) = (Filter(query), query.Choice<WorkListSort>("sort") ?? WorkListSort.Newest, query.Page());
            var point = ReplayPoint.Read(query);
            return async (list, asker, cancellation) => await list.AskAsync(asker.Scope, filter, sort, page, asker.Caller, point, cancellation);
        });

    /// <summary>Reads what narrows the list.</summary>
    public static WorkListFilter Filter(QueryReader query) => new()
    {
        Statuses = query.Choices<ComplaintStatus>("status"),
        Kinds = query.Choices<ComplaintKind>("kind"),
        Levels = query.Choices<EscalationLevel>("level"),
        Priorities = query.Choices<Priority>("priority"),
        Topic = query.Text("topic"),
        Handler = query.Text("handler"),
        Unassigned = query.Flag("unassigned"),
        Department = query.Text("department"),
        Customer = query.Id("customer"),
        Channel = query.Text("channel"),
        Source = query.Text("source"),
        ExternalReference = query.Text("externalReference"),
        DueBefore = query.Time("dueBefore"),
        Overdue = query.Flag("overdue"),
        Repeat = query.Flag("repeat"),
        Reopened = query.Flag("reopened"),
        DataFlag = query.Text("dataFlag"),
    };
}
