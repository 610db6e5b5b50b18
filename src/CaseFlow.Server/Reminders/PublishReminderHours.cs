using System.ComponentModel.DataAnnotations;
using CaseFlow.Access;
using CaseFlow.Emergencies;
using CaseFlow.Reminders;
using CaseFlow.Server.Definitions;
using CaseFlow.Server.Emergencies;
using CaseFlow.Server.FollowUps;
using CaseFlow.Server.Platform.Commands;
using CaseFlow.Server.Platform.Web;

namespace CaseFlow.Server.Reminders;

/// <summary>Publish when customers are left in peace.</summary>
public sealed record PublishReminderHoursRequest : CommandRequest
{
    /// <summary>The IANA zone by whose clocks customers rest.</summary>
    [Required]
    public string? Zone { get; init; }

    /// <summary>The spans of the day in which nothing is sent; none when it is left out.</summary>
    public IReadOnlyList<RestHoursRequest?>? Rest { get; init; }

    /// <summary>The classes that are sent all the same; none when it is left out.</summary>
    public IReadOnlyList<ReminderClass>? Breaking { get; init; }

    /// <summary>Why they are published.</summary>
    [Required]
    public string? Reason { get; init; }
}

/// <summary>The next version of the hours of rest.</summary>
public static class PublishingReminderHours
{
    private const int MostSpans = 10;

    public static void Map(IEndpointRouteBuilder api) =>
        api.MapPost("/definitions/reminder-hours", (PublishReminderHoursRequest request, HttpContext http, ReminderDesk desk, CancellationToken cancellation) =>
                CommandRoutes.CarryOutAsync(http, ReminderBook.Stream, request, context => PublishAsync(desk, request, context, cancellation), cancellation))
            .DescribeCommand(Permission.PublishDefinitions, DefinitionsInForce.Tag, "Publishes the hours in which customers are not reminded of anything, and what they are reminded of all the same. What was planned before keeps the hours of then.");

    public static Task<CommandOutcome> PublishAsync(ReminderDesk desk, PublishReminderHoursRequest request, CommandContext context, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(desk);
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(context);
        var fields = new FieldErrors();
        var (zone, reason) = (fields.Zone("zone", request.Zone), fields.Text("reason", request.Reason));
        if (request.Rest?.Count > MostSpans) fields.Add("rest", FieldCodes.OutOfRange, $"rest takes at most {MostSpans}.");
        RestHours[] rest = [.. (request.Rest ?? []).Select((span, i) => new RestHours(fields.Value($"rest[{i}].from", span?.From), fields.Value($"rest[{i}].until", span?.Until)))];
        var breaking = fields.Choices("breaking", request.Breaking ?? []).Distinct().ToList();
        return fields.Any ? Task.FromResult<CommandOutcome>(fields.Outcome) : desk.Shell.DecideAsync(
            Streams.ReminderPlans, ReminderBook.Stream, context,
            plans => ReminderPlanDecisions.PublishHours(plans, new(new() { Version = 0, Zone = zone, Rest = rest, Breaking = breaking }, reason)), cancellation);
    }
}

/// <summary>Plans and hours as definitions that people look through and edit.</summary>
public static class ReminderDefinitions
{
    /// <summary>What plans are called among definitions.</summary>
    public const string Plans = "reminder-plans";

    private const string Hours = "reminder-hours";

    public static void Add(IServiceCollection services)
    {
        services.AddSingleton<IDefinitionKind>(at => new DefinitionKind<PublishReminderPlanRequest>(
            at.GetRequiredService<CommandShell>(),
            Plans,
            _ => Task.FromResult<IReadOnlyList<Guid>>([ReminderBook.Stream]),
            e => e is ReminderPlanPublished said ? Publication.Of(said.Plan, new { said.Terms.Variables }, said.Reason).With(new
            {
                Touchpoint = said.Terms.Touchpoint.Code,
                Templates = said.Terms.Templates.Select(one => new { one.Code, one.Class, one.Zh, one.En, one.AfterDays, one.At }),
            }) : null,
            (name, request, context, cancellation) => PublishingReminderPlans.PublishAsync(at.GetRequiredService<ReminderDesk>(), name, request, context, cancellation)) { TakesNewNames = true, Panel = typeof(ReminderPlanPanel) });
        services.AddSingleton<IDefinitionKind>(at => new DefinitionKind<PublishReminderHoursRequest>(
            at.GetRequiredService<CommandShell>(),
            Hours,
            _ => Task.FromResult<IReadOnlyList<Guid>>([ReminderBook.Stream]),
            e => e is ReminderHoursPublished said ? Publication.Of(Hours, said.Hours, said.Reason, "version") : null,
            (_, request, context, cancellation) => PublishingReminderHours.PublishAsync(at.GetRequiredService<ReminderDesk>(), request, context, cancellation)));
    }
}
