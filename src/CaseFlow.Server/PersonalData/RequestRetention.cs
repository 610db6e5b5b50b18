using System.ComponentModel.DataAnnotations;
using CaseFlow.Access;
using CaseFlow.PersonalData;
using CaseFlow.Server.Definitions;
using CaseFlow.Server.Platform.Commands;
using CaseFlow.Server.Platform.Web;

namespace CaseFlow.Server.PersonalData;

/// <summary>Ask that the data of customers be erased because it has been kept long enough.</summary>
public sealed record RequestRetentionRequest : CommandRequest
{
    /// <summary>Whose: those whom a dry run has named, up to 500. Each is judged again.</summary>
    [Required]
    public IReadOnlyList<Guid>? Customers { get; init; }
}

/// <summary>What came of a batch.</summary>
/// <param name="Requested">How many erasures are asked for now; another person decides on each.</param>
/// <param name="Refused">The customers for whom it was refused, and why.</param>
public sealed record RetentionBatch(int Requested, IReadOnlyList<RefusedCustomer> Refused);

/// <summary>A customer for whom a batch was refused.</summary>
/// <param name="Customer">Who.</param>
/// <param name="Code">Why, as the problem's code.</param>
public sealed record RefusedCustomer(Guid Customer, string Code);

/// <summary>Carrying a schedule out: one person asks for many erasures at once, another decides. Nothing is ever destroyed by itself.</summary>
public sealed class RequestingRetention(DataSubjectDesk desk, RetentionRun run, DefinitionBook definitions)
{
    /// <summary>The most customers of one batch.</summary>
    public const int Most = 500;

    public static void Map(IEndpointRouteBuilder api) =>
        api.MapPost("/personal-data/retention/requests", async (RequestRetentionRequest request, HttpContext http, RequestingRetention requesting, CancellationToken cancellation) =>
            {
                RetentionBatch? batch = null;
                var answer = await CommandRoutes.CarryOutAsync(http, Guid.Empty, request, async context =>
                {
                    (var outcome, batch) = await requesting.RequestAsync(request, context, cancellation);
                    return outcome;
                }, cancellation);
                return batch is null ? answer : TypedResults.Ok(batch);
            })
            .DescribeCommand(Permission.ManageRetention, DataSubjectRoutes.Tag, "Asks that the data of customers be erased because it has been kept long enough; each is judged again, and another person decides.")
            .Produces<RetentionBatch>();

    /// <summary>Asks for each of them.</summary>
    public async Task<(CommandOutcome Outcome, RetentionBatch? Batch)> RequestAsync(RequestRetentionRequest request, CommandContext context, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(context);
        var fields = new FieldErrors();
        if (request.Customers is null) fields.Add("customers", FieldCodes.Required, "customers must be given.");
        if (request.Customers is { Count: > Most or 0 }) fields.Add("customers", FieldCodes.OutOfRange, $"customers are 1 to {Most}.");
        if (fields.Any) return (fields.Outcome, null);
        var schedule = (await definitions.PoliciesAsync(cancellation)).Retention;
        var customers = request.Customers!.Distinct().ToArray();
        var held = await run.HeldAsync(customers, cancellation);
        var (requested, refused, position) = (0, new List<RefusedCustomer>(), 0L);
        foreach (var id in customers)
        {
            var customer = CustomerId.From(id);
            var one = context with { CommandId = DeterministicId.From("retention", context.CommandId, id), SeenVersion = null };
            var outcome = await desk.DecideAsync(
                customer,
                one,
                (subject, region) => DataSubjectDecisions.RequestForRetention(subject, new(customer, region, schedule, held[id], context.Actor, context.OccurredAt)),
                cancellation);
            if (outcome is CommandRecorded recorded) (requested, position) = (requested + 1, recorded.Position);
            else if (outcome is CommandRefused refusal) refused.Add(new(id, refusal.Refusal.Code));
            else if (outcome is not CommandUnchanged) return (outcome, null);
        }

        return (position == 0 ? new CommandUnchanged(0, 0) : new CommandRecorded(0, position, Repeated: false), new(requested, refused));
    }
}
