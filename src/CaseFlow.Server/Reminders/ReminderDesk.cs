using CaseFlow.Access;
using CaseFlow.Definitions;
using CaseFlow.Reminders;
using CaseFlow.Server.Complaints;
using CaseFlow.Server.Definitions;
using CaseFlow.Server.Platform.Commands;
using CaseFlow.Server.Platform.Vault;
using CaseFlow.Server.Platform.Web;

namespace CaseFlow.Server.Reminders;

/// <summary>Carries out commands on reminders, their triggers and their plans.</summary>
public sealed class ReminderDesk(CommandShell shell, DefinitionBook definitions, ReminderBook book, CustomerIdentity identity, PersonalDataVault vault)
{
    /// <summary>Loads, decides and records.</summary>
    public CommandShell Shell => shell;

    /// <summary>The plans.</summary>
    public ReminderBook Book => book;

    /// <summary>Finds customers by their numbers.</summary>
    public CustomerIdentity Identity => identity;

    /// <summary>Seals what is a customer's.</summary>
    public PersonalDataVault Vault => vault;

    /// <summary>A list of terms in force.</summary>
    public Task<TermList> ListAsync(string list, CancellationToken cancellation) => definitions.ListAsync(list, cancellation);

    /// <summary>Decides on a reminder.</summary>
    public Task<CommandOutcome> DecideAsync(ReminderId reminder, CommandContext context, FieldErrors fields, Func<Reminder, Decision<ReminderEvent>> decide, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(fields);
        return fields.Any ? Task.FromResult<CommandOutcome>(fields.Outcome) : shell.DecideAsync(Streams.Reminder, reminder.Value, context, decide, cancellation);
    }
}

/// <summary>A use case: one command on one reminder.</summary>
public delegate Task<CommandOutcome> ReminderUseCase<in TRequest>(ReminderDesk desk, ReminderId reminder, TRequest request, CommandContext context, CancellationToken cancellation);

/// <summary>Gives the commands on a reminder their routes.</summary>
public static class ReminderRoutes
{
    /// <summary>What reminders stand under in the API's description.</summary>
    public const string Tag = "Reminders";

    /// <summary>Maps <c>POST /api/reminders/{id}/{verb}</c>.</summary>
    public static RouteHandlerBuilder MapReminderCommand<TRequest>(this IEndpointRouteBuilder api, string verb, Permission permission, string summary, ReminderUseCase<TRequest> handle)
        where TRequest : CommandRequest =>
        api.MapPost($"/reminders/{{id:guid}}/{verb}", (Guid id, TRequest request, HttpContext http, ReminderDesk desk, CancellationToken cancellation) =>
                CommandRoutes.CarryOutAsync(http, id, request, context => handle(desk, ReminderId.From(id), request, context, cancellation), cancellation))
            .DescribeCommand(permission, Tag, summary);
}
