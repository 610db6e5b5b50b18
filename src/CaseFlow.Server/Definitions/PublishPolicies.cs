using CaseFlow.Access;
using System.ComponentModel.DataAnnotations;
using CaseFlow.Complaints;
using CaseFlow.Definitions;
using CaseFlow.FollowUps;
using CaseFlow.PersonalData;
using CaseFlow.Server.FollowUps;
using CaseFlow.Server.Platform.Commands;
using CaseFlow.Server.Platform.Web;

namespace CaseFlow.Server.Definitions;

/// <summary>Publish the next rule for what counts as a repeat complaint.</summary>
public sealed record PublishRepeatRuleRequest : CommandRequest
{
    /// <summary>Days from the earlier complaint in which another is a repeat of it.</summary>
    [Required]
    public int? WindowDays { get; init; }

    /// <summary>How many levels of the topic must agree.</summary>
    [Required]
    public int? TopicLevel { get; init; }

    /// <summary>The kinds that count, in numerator and base.</summary>
    [Required]
    public IReadOnlyList<ComplaintKind>? Kinds { get; init; }

    /// <summary>Repeats per this many of the base: 100 for a percentage.</summary>
    [Required]
    public int? Unit { get; init; }

    /// <summary>Why it is published.</summary>
    [Required]
    public string? Reason { get; init; }
}

/// <summary>Publish the next policy for callbacks; those already scheduled keep theirs.</summary>
public sealed record PublishCallbackPolicyRequest : CommandRequest
{
    /// <summary>The IANA zone in which the hours count, for example <c>Asia/Shanghai</c>.</summary>
    [Required]
    public string? Zone { get; init; }

    /// <summary>Calls are made from this time of day on.</summary>
    [Required]
    public TimeOnly? From { get; init; }

    /// <summary>Calls are made before this time of day.</summary>
    [Required]
    public TimeOnly? Until { get; init; }

    /// <summary>From the resolution to the first attempt, in minutes.</summary>
    [Required]
    public int? FirstAfterMinutes { get; init; }

    /// <summary>From a failed attempt to the next, in minutes; one more attempt than entries is made.</summary>
    [Required]
    public IReadOnlyList<int>? RetryAfterMinutes { get; init; }

    /// <summary>How long a due callback may wait to be taken, and a taken one to be attempted, in minutes.</summary>
    [Required]
    public int? TakeWithinMinutes { get; init; }

    /// <summary>How far a resolution may lie back when it is recorded, in days; 30 when it is left out. Customers of older ones are not called.</summary>
    public int? MaxAgeDays { get; init; }

    /// <summary>The kinds whose customers are called after the resolution; empty for none.</summary>
    [Required]
    public IReadOnlyList<ComplaintKind>? Kinds { get; init; }

    /// <summary>Why it is published.</summary>
    [Required]
    public string? Reason { get; init; }
}

/// <summary>Publish the next schedule for how long customers' data is kept.</summary>
public sealed record PublishRetentionScheduleRequest : CommandRequest
{
    /// <summary>One rule for each kind of case, and one without a kind for contacts that belong to no case.</summary>
    [Required]
    public IReadOnlyList<RetentionRuleRequest>? Rules { get; init; }

    /// <summary>Why it is published.</summary>
    [Required]
    public string? Reason { get; init; }
}

/// <summary>How long one class of data is kept.</summary>
public sealed record RetentionRuleRequest
{
    /// <summary>The kind of case; left out for contacts that belong to no case.</summary>
    public ComplaintKind? Kind { get; init; }

    /// <summary>Months from the end of the case, or from the contact.</summary>
    [Required]
    public int? KeepMonths { get; init; }

    /// <summary>The law or rule that says so.</summary>
    [Required]
    public string? Citation { get; init; }
}

/// <summary>The next versions of the policies.</summary>
public static class PublishingPolicies
{
    public static void Map(IEndpointRouteBuilder api)
    {
        Map<PublishRepeatRuleRequest>(api, "repeat-rule", "Publishes the next rule for what counts as a repeat complaint.", PublishRepeatRuleAsync);
        Map<PublishCallbackPolicyRequest>(api, "callback", "Publishes the next policy for callbacks.", PublishCallbackPolicyAsync);
        Map<PublishRetentionScheduleRequest>(api, "retention", "Publishes the next schedule for how long customers' data is kept.", PublishRetentionScheduleAsync, Permission.ManageRetention);
    }

    public static async Task<CommandOutcome> PublishRepeatRuleAsync(CommandShell shell, DefinitionBook book, PublishRepeatRuleRequest request, CommandContext context, CancellationToken cancellation)
    {
        var fields = new FieldErrors();
        var command = new PublishRepeatRule(
            fields.Value("windowDays", request.WindowDays),
            fields.Value("topicLevel", request.TopicLevel),
            fields.Choices("kinds", request.Kinds),
            fields.Value("unit", request.Unit),
            fields.Text("reason", request.Reason));
        return await PublishAsync(shell, book, context, fields, policies => PolicyDecisions.PublishRepeatRule(policies, command), cancellation);
    }

    public static async Task<CommandOutcome> PublishCallbackPolicyAsync(CommandShell shell, DefinitionBook book, PublishCallbackPolicyRequest request, CommandContext context, CancellationToken cancellation)
    {
        var fields = new FieldErrors();
        var command = Read(fields, request) with { Reason = fields.Text("reason", request.Reason) };
        return await PublishAsync(shell, book, context, fields, policies => PolicyDecisions.PublishCallbackPolicy(policies, command), cancellation);
    }

    /// <summary>What a request says, but for why; what is wrong is noted.</summary>
    public static PublishCallbackPolicy Read(FieldErrors fields, PublishCallbackPolicyRequest request)
    {
        ArgumentNullException.ThrowIfNull(fields);
        ArgumentNullException.ThrowIfNull(request);
        if (request.RetryAfterMinutes is null) fields.Add("retryAfterMinutes", FieldCodes.Required, "retryAfterMinutes must be given; [] for no retry.");
        var terms = new CallbackTerms
        {
            PolicyVersion = 0,
            Zone = fields.Zone("zone", request.Zone),
            From = fields.Value("from", request.From),
            Until = fields.Value("until", request.Until),
            FirstAfterMinutes = fields.Value("firstAfterMinutes", request.FirstAfterMinutes),
            RetryAfterMinutes = request.RetryAfterMinutes ?? [],
            TakeWithinMinutes = fields.Value("takeWithinMinutes", request.TakeWithinMinutes),
        };
        if (request.MaxAgeDays is { } days) terms = terms with { MaxAgeDays = days };
        return new(terms, fields.Choices("kinds", request.Kinds), "");
    }

    public static async Task<CommandOutcome> PublishRetentionScheduleAsync(CommandShell shell, DefinitionBook book, PublishRetentionScheduleRequest request, CommandContext context, CancellationToken cancellation)
    {
        var fields = new FieldErrors();
        if (request.Rules is null) fields.Add("rules", FieldCodes.Required, "rules must be given.");
        var rules = new List<RetentionRule>();
        foreach (var (rule, at) in (request.Rules ?? []).Select((rule, at) => (rule ?? new(), $"rules[{at}]")))
            rules.Add(new(fields.OptionalChoice($"{at}.kind", rule.Kind), fields.Value($"{at}.keepMonths", rule.KeepMonths), fields.Text($"{at}.citation", rule.Citation, FieldErrors.ShortText)));
        var command = new PublishRetentionSchedule(rules, fields.Text("reason", request.Reason));
        return await PublishAsync(shell, book, context, fields, policies => PolicyDecisions.PublishRetentionSchedule(policies, command), cancellation);
    }

    private static async Task<CommandOutcome> PublishAsync(
        CommandShell shell, DefinitionBook book, CommandContext context, FieldErrors fields, Func<Policies, Decision<PolicyEvent>> decide, CancellationToken cancellation)
    {
        if (fields.Any) return fields.Outcome;
        var outcome = await shell.DecideAsync(Streams.Policies, DefinitionBook.PoliciesStream, context, decide, cancellation);
        book.Forget();
        return outcome;
    }

    private static void Map<TRequest>(
        IEndpointRouteBuilder api, string policy, string summary, Func<CommandShell, DefinitionBook, TRequest, CommandContext, CancellationToken, Task<CommandOutcome>> publish,
        Permission permission = Permission.PublishDefinitions)
        where TRequest : CommandRequest =>
        api.MapPost($"/definitions/policies/{policy}", (TRequest request, HttpContext http, CommandShell shell, DefinitionBook book, CancellationToken cancellation) =>
                CommandRoutes.CarryOutAsync(http, DefinitionBook.PoliciesStream, request, context => publish(shell, book, request, context, cancellation), cancellation))
            .DescribeCommand(permission, DefinitionsInForce.Tag, summary);
}
