using CaseFlow.Access;
using CaseFlow.Server.Platform.Reading;

namespace CaseFlow.Server.FollowUps;

/// <summary><c>GET /api/callbacks</c> and <c>GET /api/callbacks/{id}</c>.</summary>
public static class CallbackAgendaRoutes
{
    /// <summary>What both questions take.</summary>
    internal static readonly QueryParameter[] Parameters =
    [
        new("status", "Scheduled, Due, Raised, Taken, Completed or Cancelled, with commas or given several times; the first four when left out."),
        new("agent", "Who has taken it."),
        new("dueBefore", "Due before this time."),
        new("complaint", "The case's id."),
        new("customer", "The customer's id."),
        .. QueryParameter.OfLists,
    ];

    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapQuery<CallbackAgenda, CallbackAgendaPage>(
            "/callbacks",
            Permission.ReadCases,
            (CallbackRoutes.Tag, "The callbacks to be made, the earliest due first, filtered and counted."),
            [CallbackAgenda.Projection],
            Parameters,
            query =>
            {
                var (filter, page) = (Filter(query), query.Page());
                return async (agenda, asker, cancellation) => await agenda.AskAsync(asker.Scope, filter, page, asker.Caller, cancellation);
            });
        api.MapQuery<CallbackAgenda, CallbackAgendaEntry>(
            "/callbacks/{id:guid}",
            Permission.ReadCases,
            (CallbackRoutes.Tag, "One callback."),
            [CallbackAgenda.Projection],
            [],
            query =>
            {
                var id = CallbackId.From(query.PathId("id"));
                return (agenda, asker, cancellation) => agenda.FindAsync(asker.Scope, id, asker.Caller, cancellation);
            });
    }

    /// <summary>Reads the filter.</summary>
    internal static CallbackAgendaFilter Filter(QueryReader query) => new()
    {
        Statuses = query.Choices<AgendaStatus>("status"),
        Agent = query.Text("agent"),
        DueBefore = query.Time("dueBefore"),
        Complaint = query.Id("complaint"),
        Customer = query.Id("customer"),
    };
}
