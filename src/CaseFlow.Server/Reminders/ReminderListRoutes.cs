using CaseFlow.Access;
using CaseFlow.Reminders;
using CaseFlow.Server.Platform.Reading;

namespace CaseFlow.Server.Reminders;

/// <summary>The questions about reminders over HTTP.</summary>
public static class ReminderListRoutes
{
    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapQuery<ReminderList, Page<ReminderEntry>>(
            "/reminders",
            Permission.ReadCases,
            (ReminderRoutes.Tag, "Reminders, the latest due first, with what they say, what became of them, and the complaints that follow them."),
            [ReminderList.Projection],
            [
                new("status", $"{string.Join(", ", Enum.GetNames<ReminderStatus>().Skip(1))}, with commas or given several times; all when left out."),
                new("touchpoint", "A code of the list touchpoints."),
                new("plan", "A plan of reminders."),
                new("template", "A message's code."),
                new("templateVersion", "Its version."),
                new("customer", "The customer's id."),
                new("trigger", "The trigger's id."),
                new("followed", "Whether a complaint follows it: true or false."),
                .. QueryParameter.OfLists,
            ],
            query =>
            {
                var filter = new ReminderFilter
                {
                    Statuses = query.Choices<ReminderStatus>("status"),
                    Touchpoint = query.Text("touchpoint"),
                    Plan = query.Text("plan"),
                    Template = query.Text("template"),
                    TemplateVersion = (int?)query.Number("templateVersion", 1, int.MaxValue),
                    Customer = query.Id("customer"),
                    Trigger = query.Id("trigger"),
                    Followed = query.Flag("followed"),
                };
                var page = query.Page();
                return async (list, asker, cancellation) => await list.AskAsync(asker.Scope, filter, page, asker.Caller, cancellation);
            });
        api.MapQuery<ReminderList, ReminderEntry>(
            "/reminders/{id:guid}",
            Permission.ReadCases,
            (ReminderRoutes.Tag, "One reminder, with what it says and when it was due and why then."),
            [ReminderList.Projection],
            [],
            query =>
            {
                var id = ReminderId.From(query.PathId("id"));
                return (list, asker, cancellation) => list.FindAsync(asker.Scope, id, asker.Caller, cancellation);
            });
        api.MapQuery<ReminderList, IReadOnlyList<ReminderEntry>>(
            "/reminders/triggers/{id:guid}",
            Permission.ReadCases,
            (ReminderRoutes.Tag, "The reminders that follow from a trigger, in their order; not there before they are planned."),
            [ReminderList.Projection],
            [],
            query =>
            {
                var id = ReminderTriggerId.From(query.PathId("id"));
                return (list, asker, cancellation) => list.OfTriggerAsync(asker.Scope, id, asker.Caller, cancellation);
            });
        api.MapQuery<IReminderGateway, Page<OutgoingReminder>>(
            "/reminders/due",
            Permission.CarryReminders,
            (ReminderRoutes.Tag, "The reminders that are due and not taken over, in clear, in the order in which they are sent; while customers rest, only what goes out at any time."),
            [ReminderList.Projection],
            QueryParameter.OfLists,
            query =>
            {
                var page = query.Page();
                return async (gateway, asker, cancellation) => await gateway.DueAsync(asker.Scope, page, cancellation);
            });
        api.MapQuery<ReminderFigures, ReminderSheet>(
            "/reminders/figures",
            Permission.ReadKpis,
            (ReminderRoutes.Tag, $"How long reminders take from their trigger to the customer, by touchpoint, and how many complaints follow each message within {ReminderDecisions.Window.TotalHours} hours, by its version."),
            [ReminderList.Projection],
            [new("from", $"The first month of triggers, for example 2011-03; {ReminderFigures.UsualMonths} months up to the last one when left out."), new("to", "The last month; the present one when left out.")],
            query =>
            {
                var months = ReminderFigures.MonthsOf(query.Month("from"), query.Month("to"), query.Now, query.Errors);
                return async (figures, asker, cancellation) => await figures.AskAsync(asker.Scope, months, cancellation);
            });
    }
}
