using CaseFlow.Access;
using CaseFlow.Complaints;
using CaseFlow.PersonalData;
using CaseFlow.Server.Complaints;
using CaseFlow.Server.Platform.Commands;
using CaseFlow.Server.Platform.Vault;
using CaseFlow.Server.Platform.Web;
using Npgsql;

namespace CaseFlow.Server.PersonalData;

/// <summary>Carries out commands on a customer's data.</summary>
public sealed class DataSubjectDesk(CommandShell shell, CustomerHistory history, PersonalDataVault vault, NpgsqlDataSource database)
{
    private const string CountOpen = "select count(*) from caseflow_work_list where customer = $1 and status <> all($2)";

    private static readonly string[] Ended = [nameof(ComplaintStatus.Closed), nameof(ComplaintStatus.Withdrawn), nameof(ComplaintStatus.Merged)];

    /// <summary>The keys of personal data.</summary>
    public PersonalDataVault Vault => vault;

    /// <summary>Who customers are.</summary>
    public CustomerHistory History => history;

    /// <summary>The stream of a customer's data.</summary>
    public static Guid StreamOf(CustomerId customer) => DeterministicId.From("data_subject", customer.Value);

    /// <summary>What was done with a customer's data so far.</summary>
    public async Task<IReadOnlyList<EventStore.RecordedEvent>> HistoryAsync(CustomerId customer, CancellationToken cancellation) => await shell.HistoryAsync(StreamOf(customer), cancellation);

    /// <summary>Decides on a customer who is known in the territory of whoever says it.</summary>
    public Task<CommandOutcome> DecideAsync(CustomerId customer, CommandContext context, Func<DataSubject, Region, Decision<DataSubjectEvent>> decide, CancellationToken cancellation) =>
        DecideAsync(customer, context, static _ => Task.FromResult(true), (subject, region, _) => decide(subject, region), cancellation);

    /// <summary>The same with facts from elsewhere.</summary>
    public Task<CommandOutcome> DecideAsync<TFacts>(
        CustomerId customer, CommandContext context, Func<DataSubject, Task<TFacts>> load, Func<DataSubject, Region, TFacts, Decision<DataSubjectEvent>> decide, CancellationToken cancellation) =>
        DecideAsync(customer, context, seen: null, load, decide, cancellation);

    /// <summary>The same on a customer who is known from a case that the scope covers.</summary>
    /// <param name="customer">Who.</param>
    /// <param name="context">What surrounds the command.</param>
    /// <param name="seen">Where the case belongs; null when the territory must know the customer by itself.</param>
    /// <param name="load">Loads the facts.</param>
    /// <param name="decide">Decides.</param>
    /// <param name="cancellation">Cancels it.</param>
    public async Task<CommandOutcome> DecideAsync<TFacts>(
        CustomerId customer, CommandContext context, Region? seen, Func<DataSubject, Task<TFacts>> load, Func<DataSubject, Region, TFacts, Decision<DataSubjectEvent>> decide, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(context);
        var region = seen ?? await history.RegionAsync(context.Scope, customer, cancellation);
        return region is null
            ? new CommandRefused(new(ProblemCodes.NotFound, "No such customer is known in your territory."))
            : await shell.DecideAsync(Streams.DataSubject, StreamOf(customer), context, load, (subject, facts) => decide(subject, region, facts), cancellation);
    }

    /// <summary>How many cases of a customer have not ended.</summary>
    public async Task<long> OpenCasesAsync(CustomerId customer, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand(CountOpen);
        command.Parameters.Add(new() { Value = customer.Value });
        command.Parameters.Add(new() { Value = Ended });
        return (long)(await command.ExecuteScalarAsync(cancellation))!;
    }
}

/// <summary>A use case: one command on a customer's data.</summary>
public delegate Task<CommandOutcome> DataSubjectUseCase<in TRequest>(
    DataSubjectDesk desk, CustomerId customer, TRequest request, CommandContext context, CancellationToken cancellation);

/// <summary>Gives the commands on a customer's data their routes.</summary>
public static class DataSubjectRoutes
{
    /// <summary>What they stand under in the API's description.</summary>
    public const string Tag = "Personal data";

    /// <summary>Maps <c>POST /api/customers/{id}/{verb}</c>.</summary>
    public static RouteHandlerBuilder MapDataSubjectCommand<TRequest>(this IEndpointRouteBuilder api, string verb, Permission permission, string summary, DataSubjectUseCase<TRequest> handle)
        where TRequest : CommandRequest =>
        api.MapPost($"/customers/{{id:guid}}/{verb}", (Guid id, TRequest request, HttpContext http, DataSubjectDesk desk, CancellationToken cancellation) =>
                CommandRoutes.CarryOutAsync(http, DataSubjectDesk.StreamOf(CustomerId.From(id)), request, context => handle(desk, CustomerId.From(id), request, context, cancellation), cancellation))
            .DescribeCommand(permission, Tag, summary);
}
