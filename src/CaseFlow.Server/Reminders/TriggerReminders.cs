using System.ComponentModel.DataAnnotations;
using CaseFlow.Access;
using CaseFlow.Reminders;
using CaseFlow.Server.Complaints;
using CaseFlow.Server.Definitions;
using CaseFlow.Server.Platform.Commands;
using CaseFlow.Server.Platform.Reading;
using CaseFlow.Server.Platform.Web;

namespace CaseFlow.Server.Reminders;

/// <summary>What stands for a variable.</summary>
public sealed record ReminderValueRequest
{
    /// <summary>A variable of the plan.</summary>
    [Required]
    public string? Name { get; init; }

    /// <summary>Its value; it is sealed.</summary>
    [Required]
    public string? Value { get; init; }
}

/// <summary>Tell that something happened to a customer that reminders follow from. Telling it twice under one id plans nothing twice.</summary>
public sealed record TriggerRemindersRequest : CommandRequest
{
    /// <summary>The sender's own id of what happened; each has one of its own within a place.</summary>
    [Required]
    public string? TriggerId { get; init; }

    /// <summary>Its kind: the name of a plan of reminders.</summary>
    [Required]
    public string? Kind { get; init; }

    /// <summary>Whom it happened to, with the service number that the messages go to.</summary>
    [Required]
    public CustomerRequest? Customer { get; init; }

    /// <summary>Where the customer belongs.</summary>
    [Required]
    public RegionRequest? Region { get; init; }

    /// <summary>A value for each variable of the plan.</summary>
    public IReadOnlyList<ReminderValueRequest?>? Values { get; init; }
}

/// <summary>What reminders follow from.</summary>
public static class TriggeringReminders
{
    public static void Map(IEndpointRouteBuilder api) =>
        api.MapPost("/reminders/triggers", (TriggerRemindersRequest request, HttpContext http, ReminderDesk desk, CancellationToken cancellation) =>
                CommandRoutes.CreateAsync(http, request, async context =>
                {
                    var (trigger, outcome) = await TriggerAsync(desk, request, context, cancellation);
                    return (trigger.Value, $"reminders/triggers/{trigger.Value}", outcome);
                }, cancellation))
            .DescribeCommand(Permission.TriggerReminders, ReminderRoutes.Tag, "Tells that something happened to a customer; the reminders of its plan follow within seconds.", creates: true);

    /// <summary>The trigger that a sender calls so in a place.</summary>
    public static ReminderTriggerId IdOf(CaseFlow.Complaints.Region region, string told) =>
        ReminderTriggerId.From(DeterministicId.From("reminder_trigger", AccessScope.ProvinceOf(region), AccessScope.CityOf(region), told));

    public static async Task<(ReminderTriggerId Trigger, CommandOutcome Outcome)> TriggerAsync(ReminderDesk desk, TriggerRemindersRequest request, CommandContext context, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(desk);
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(context);
        var fields = new FieldErrors();
        var (told, kind) = (fields.Text("triggerId", request.TriggerId, FieldErrors.ShortText), fields.Text("kind", request.Kind, FieldErrors.ShortText));
        var region = RegionRequest.Read(request.Region, fields, await desk.ListAsync(TermLists.Regions, cancellation));
        var trigger = IdOf(region, told);
        var versions = (await desk.Book.PlansAsync(cancellation)).Of(kind);
        var terms = versions.IsEmpty ? null : versions[^1];
        var customer = await desk.Identity.SnapshotAsync(request.Customer, "customer", fields, cancellation);
        if (customer is { ServiceNumber: null }) fields.Add("customer.serviceNumber", FieldCodes.Required, "customer.serviceNumber must be given: the messages go to it.");
        if (fields.Any || customer is null) return (trigger, fields.Outcome);
        if (!context.Scope.Covers(region)) return (trigger, CommandOutside.Of("region", context));

        // What was told before is told, whatever variables the plan has by now.
        var before = await desk.Shell.StateAsync(Streams.ReminderTrigger, trigger.Value, context.Scope, cancellation);
        var values = before.Plan is null && terms is not null ? Values(fields, request, terms) : [];
        if (fields.Any) return (trigger, fields.Outcome);
        var sealer = await desk.Vault.SealerAsync(customer.Customer, cancellation);
        var fact = new ReminderTriggered
        {
            Trigger = trigger,
            Plan = kind,
            PlanVersion = versions.Count,
            Customer = customer,
            Region = region,
            Values = [.. values.Select(value => new ReminderValue(value.Name, sealer.Seal(value.Value)))],
        };
        return (trigger, await desk.Shell.DecideAsync(Streams.ReminderTrigger, trigger.Value, context, state => ReminderTriggerDecisions.Trigger(state, new(fact, terms)), cancellation));
    }

    private static List<(string Name, string Value)> Values(FieldErrors fields, TriggerRemindersRequest request, ReminderPlanTerms terms)
    {
        var values = new List<(string Name, string Value)>();
        foreach (var (place, one) in (request.Values ?? []).Index())
        {
            var (name, value) = (fields.Text($"values[{place}].name", one?.Name, FieldErrors.ShortText), fields.Text($"values[{place}].value", one?.Value, FieldErrors.ShortText));
            if (name.Length > 0 && terms.Variables.All(variable => variable.Name != name)) fields.Add($"values[{place}].name", FieldCodes.UndeclaredVariable, $"values[{place}].name: {name} is no variable of the plan.");
            if (values.Any(other => other.Name == name)) fields.Add($"values[{place}].name", FieldCodes.OutOfRange, $"values[{place}].name: {name} is given twice.");
            values.Add((name, value));
        }

        foreach (var variable in terms.Variables.Where(variable => values.All(value => value.Name != variable.Name)))
            fields.Add("values", FieldCodes.Required, $"values must give {variable.Name}.");
        return values;
    }
}
