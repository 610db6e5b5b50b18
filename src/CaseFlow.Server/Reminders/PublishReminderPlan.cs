using System.ComponentModel.DataAnnotations;
using CaseFlow.Access;
using CaseFlow.Definitions;
using CaseFlow.Reminders;
using CaseFlow.Server.Definitions;
using CaseFlow.Server.Platform.Commands;
using CaseFlow.Server.Platform.Web;
using CaseFlow.Server.Tracing;

namespace CaseFlow.Server.Reminders;

/// <summary>A variable that the texts of a plan may use.</summary>
public sealed record ReminderVariableRequest
{
    /// <summary>Upper-case letters, digits and underscores.</summary>
    [Required]
    public string? Name { get; init; }

    /// <summary>What stands for it, and so how it is masked; plain when it is left out.</summary>
    public VariableKind? Kind { get; init; }

    /// <summary>A value to show the texts with; nobody's.</summary>
    [Required]
    public string? Sample { get; init; }
}

/// <summary>One message of a plan.</summary>
public sealed record ReminderTemplateRequest
{
    /// <summary>Lower-case letters, digits and hyphens; stable for ever within the plan.</summary>
    [Required]
    public string? Code { get; init; }

    /// <summary>What it is for.</summary>
    [Required]
    public ReminderClass? Class { get; init; }

    /// <summary>The text as it is sent, with variables as <c>%NAME%</c> or as <c>${NAME}</c>, not both.</summary>
    [Required]
    public string? Zh { get; init; }

    /// <summary>The text in English.</summary>
    public string? En { get; init; }

    /// <summary>How many days after the trigger it is wanted; at once when it is left out.</summary>
    public int? AfterDays { get; init; }

    /// <summary>At which time of that day; only with <c>afterDays</c>.</summary>
    public TimeOnly? At { get; init; }
}

/// <summary>Publish a plan of reminders, or its next version. What was triggered before keeps the version of then.</summary>
public sealed record PublishReminderPlanRequest : CommandRequest
{
    /// <summary>A code of the list <c>touchpoints</c>.</summary>
    [Required]
    public string? Touchpoint { get; init; }

    /// <summary>The variables; none when it is left out.</summary>
    public IReadOnlyList<ReminderVariableRequest?>? Variables { get; init; }

    /// <summary>The messages, in the order in which customers have them.</summary>
    [Required]
    public IReadOnlyList<ReminderTemplateRequest?>? Templates { get; init; }

    /// <summary>Why it is published.</summary>
    [Required]
    public string? Reason { get; init; }
}

/// <summary>The next version of a plan of reminders.</summary>
public static class PublishingReminderPlans
{
    private const int MostTemplates = 50;

    public static void Map(IEndpointRouteBuilder api) =>
        api.MapPost("/definitions/reminder-plans/{name}", (string name, PublishReminderPlanRequest request, HttpContext http, ReminderDesk desk, CancellationToken cancellation) =>
                CommandRoutes.CarryOutAsync(http, ReminderBook.Stream, request, context => PublishAsync(desk, name, request, context, cancellation), cancellation))
            .DescribeCommand(Permission.PublishDefinitions, DefinitionsInForce.Tag, "Publishes what customers are reminded of after one kind of trigger, or its next version. A text with a variable that is not right is refused.");

    public static async Task<CommandOutcome> PublishAsync(ReminderDesk desk, string plan, PublishReminderPlanRequest request, CommandContext context, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(desk);
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(context);
        var fields = new FieldErrors();
        if (!TermCodes.IsWellFormed(plan) || plan.Length > FieldErrors.ShortText) fields.Add("name", FieldCodes.Malformed, "name is lower-case letters, digits and hyphens.");
        var touchpoint = fields.Term("touchpoint", request.Touchpoint, await desk.ListAsync(TermLists.Touchpoints, cancellation));
        var reason = fields.Text("reason", request.Reason);
        if (request.Templates is null) fields.Add("templates", FieldCodes.Required, "templates must be given.");
        foreach (var (name, count) in new[] { ("templates", request.Templates?.Count), ("variables", request.Variables?.Count) })
        {
            if (count > MostTemplates) fields.Add(name, FieldCodes.OutOfRange, $"{name} takes at most {MostTemplates}.");
        }

        if (fields.Any) return fields.Outcome;
        ReminderVariable[] variables = [.. (request.Variables ?? []).Select((one, place) => Variable(fields, $"variables[{place}]", one))];
        ReminderTemplate[] templates = [.. request.Templates!.Select((one, place) => Template(fields, $"templates[{place}]", one, [.. variables.Select(variable => variable.Name)]))];
        if (fields.Any) return fields.Outcome;
        var terms = new ReminderPlanTerms { Touchpoint = touchpoint, Variables = variables, Templates = templates };
        return await desk.Shell.DecideAsync(Streams.ReminderPlans, ReminderBook.Stream, context, plans => ReminderPlanDecisions.Publish(plans, new(plan, terms, reason)), cancellation);
    }

    private static ReminderVariable Variable(FieldErrors fields, string field, ReminderVariableRequest? variable) => new(
        fields.Text($"{field}.name", variable?.Name, FieldErrors.ShortText),
        fields.OptionalChoice($"{field}.kind", variable?.Kind) ?? VariableKind.Plain,
        fields.ClearText($"{field}.sample", variable?.Sample, FieldErrors.ShortText));

    private static ReminderTemplate Template(FieldErrors fields, string field, ReminderTemplateRequest? template, IReadOnlyCollection<string> variables)
    {
        var read = new ReminderTemplate
        {
            Code = fields.Text($"{field}.code", template?.Code, FieldErrors.ShortText),
            Class = fields.Choice($"{field}.class", template?.Class),
            Zh = fields.ClearText($"{field}.zh", template?.Zh),
            En = fields.OptionalClearText($"{field}.en", template?.En),
            AfterDays = template?.AfterDays ?? 0,
            At = template?.At,
        };
        Lint(fields, $"{field}.zh", read.Zh, variables);
        if (read.En is not null) Lint(fields, $"{field}.en", read.En, variables);
        return read;
    }

    private static void Lint(FieldErrors fields, string field, string text, IReadOnlyCollection<string> variables)
    {
        foreach (var (fault, placeholder, meant) in ReminderText.Lint(text, variables))
        {
            var (code, message) = fault switch
            {
                TextFault.Malformed => (FieldCodes.Malformed, $"{field}: {placeholder} is begun as a variable and is none; it is written %NAME% or ${{NAME}}."),
                TextFault.Empty => (FieldCodes.EmptyVariable, $"{field}: {placeholder} names no variable."),
                TextFault.Mixed => (FieldCodes.MixedVariables, $"{field}: {placeholder} is written in another way than the other variables of the text; keep to one."),
                TextFault.Undeclared => (FieldCodes.UndeclaredVariable, $"{field}: {placeholder} is no variable of the plan."),
                TextFault.Lookalike => (FieldCodes.LookalikeVariable, $"{field}: {placeholder} is no variable of the plan; {meant} is."),
            };
            fields.Add(field, code, message);
        }
    }
}
