using System.ComponentModel.DataAnnotations;
using CaseFlow.Access;
using CaseFlow.Clocks;
using CaseFlow.Complaints;
using CaseFlow.Server.Definitions;
using CaseFlow.Server.Platform.Commands;
using CaseFlow.Server.Platform.Web;

namespace CaseFlow.Server.Clocks;

/// <summary>Which cases a policy is for; what is left out narrows nothing.</summary>
public sealed record ClockReachRequest
{
    public IReadOnlyList<ComplaintKind>? Kinds { get; init; }

    /// <summary>Codes of the list <c>sources</c>.</summary>
    public IReadOnlyList<string?>? Sources { get; init; }

    /// <summary>Sources whose cases have no such clock.</summary>
    public IReadOnlyList<string?>? ExceptSources { get; init; }

    /// <summary>Codes of the list <c>tiers</c>.</summary>
    public IReadOnlyList<string?>? Tiers { get; init; }

    /// <summary>Codes of the list <c>topics</c>, each with all below it.</summary>
    public IReadOnlyList<string?>? Topics { get; init; }

    /// <summary>Codes of the list <c>regions</c>.</summary>
    public IReadOnlyList<string?>? Places { get; init; }

    /// <summary>Of a hand-over, codes of the list <c>departments</c>.</summary>
    public IReadOnlyList<string?>? Departments { get; init; }

    /// <summary>The lowest escalation level.</summary>
    public EscalationLevel? FromLevel { get; init; }
}

/// <summary>The rule that a policy carries out.</summary>
public sealed record ClockRuleSourceRequest
{
    /// <summary>Its name and place, in Chinese.</summary>
    [Required]
    public string? Zh { get; init; }

    /// <summary>The same in English, with what is known of it.</summary>
    [Required]
    public string? En { get; init; }

    /// <summary>Whether somebody has read it.</summary>
    [Required]
    public bool? Verified { get; init; }
}

/// <summary>Publish the next version of a clock policy.</summary>
public sealed record PublishClockPolicyRequest : CommandRequest
{
    /// <summary>What is owed; a policy keeps it through all its versions.</summary>
    [Required]
    public Obligation? Obligation { get; init; }

    /// <summary>Which cases it is for.</summary>
    public ClockReachRequest? Reach { get; init; }

    /// <summary>How many of the unit.</summary>
    [Required]
    public int? Limit { get; init; }

    /// <summary>In what the limit is given.</summary>
    [Required]
    public LimitUnit? Unit { get; init; }

    /// <summary>The calendar of working minutes; left out for time around the clock.</summary>
    public string? Calendar { get; init; }

    /// <summary>At which shares of the limit a warning is given, in per cent.</summary>
    public IReadOnlyList<int>? WarnAt { get; init; }

    /// <summary>For whose answer the clock may stand still.</summary>
    public IReadOnlyList<AwaitedParty>? PausesFor { get; init; }

    /// <summary>Where several policies are for one case, the highest counts; 0 when it is left out.</summary>
    public int? Rank { get; init; }

    /// <summary>Whether clocks run under it; true when it is left out.</summary>
    public bool? Active { get; init; }

    /// <summary>The rule that it carries out.</summary>
    public ClockRuleSourceRequest? Rule { get; init; }

    /// <summary>What becomes of clocks that run.</summary>
    [Required]
    public RuleChange? Running { get; init; }

    /// <summary>Why it is published.</summary>
    [Required]
    public string? Reason { get; init; }
}

/// <summary>The next versions of calendars and clock policies.</summary>
public static class PublishingClockRules
{
    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapPost("/definitions/calendars/{name}", (string name, PublishCalendarRequest request, HttpContext http, CommandShell shell, DefinitionBook book, CancellationToken cancellation) =>
                CommandRoutes.CarryOutAsync(http, ClockRuleBook.CalendarsStream, request, context => PublishingCalendars.PublishAsync(shell, book, name, request, context, cancellation), cancellation))
            .DescribeCommand(Permission.PublishDefinitions, DefinitionsInForce.Tag, "Publishes the next version of a calendar of working time, for everywhere or for a place.");
        api.MapPost("/definitions/clock-policies/{name}", (string name, PublishClockPolicyRequest request, HttpContext http, CommandShell shell, DefinitionBook book, CancellationToken cancellation) =>
                CommandRoutes.CarryOutAsync(http, ClockRuleBook.PoliciesStream, request, context => PublishAsync(shell, book, name, request, context, cancellation), cancellation))
            .DescribeCommand(Permission.PublishDefinitions, DefinitionsInForce.Tag, "Publishes the next version of a clock policy; clocks that run keep theirs or are replanned, as it says.");
    }

    public static async Task<CommandOutcome> PublishAsync(
        CommandShell shell, DefinitionBook book, string name, PublishClockPolicyRequest request, CommandContext context, CancellationToken cancellation)
    {
        var fields = new FieldErrors();
        var (policy, terms) = await ReadAsync(fields, book, name, request, cancellation);
        var (running, reason) = (fields.Choice("running", request.Running), fields.Text("reason", request.Reason));
        return fields.Any ? fields.Outcome : await shell.DecideAsync(
            Streams.ClockPolicies,
            ClockRuleBook.PoliciesStream,
            context,
            async _ => await CalendarsAsync(shell, cancellation),
            (policies, calendars) => ClockPolicyDecisions.Publish(policies, new(policy, terms, running, reason) { Known = calendars }),
            cancellation);
    }

    /// <summary>What a request says; what is wrong is noted.</summary>
    public static async Task<(string Policy, ClockTerms Terms)> ReadAsync(FieldErrors fields, DefinitionBook book, string name, PublishClockPolicyRequest request, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(fields);
        ArgumentNullException.ThrowIfNull(request);
        var policy = ClockFields.Name(fields, name);
        var terms = new ClockTerms
        {
            Obligation = fields.Choice("obligation", request.Obligation),
            Reach = await ReachAsync(fields, book, request.Reach ?? new(), cancellation),
            Limit = fields.Value("limit", request.Limit),
            Unit = fields.Choice("unit", request.Unit),
            Calendar = fields.OptionalText("calendar", request.Calendar, FieldErrors.ShortText),
            WarnAt = request.WarnAt ?? [],
            PausesFor = fields.Choices("pausesFor", request.PausesFor ?? []),
            Rank = request.Rank ?? 0,
            Active = request.Active ?? true,
            Rule = request.Rule is { } rule ? new(fields.Text("rule.zh", rule.Zh), fields.Text("rule.en", rule.En), fields.Value("rule.verified", rule.Verified)) : null,
        };
        return (policy, terms);
    }

    /// <summary>The names of the calendars that there are.</summary>
    public static async Task<IReadOnlyCollection<string>> CalendarsAsync(CommandShell shell, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(shell);
        return [.. (await shell.StateAsync(Streams.WorkCalendars, ClockRuleBook.CalendarsStream, cancellation)).Latest.Keys.Where(id => id.Place is null).Select(id => id.Calendar)];
    }

    private static async Task<ClockReach> ReachAsync(FieldErrors fields, DefinitionBook book, ClockReachRequest reach, CancellationToken cancellation)
    {
        return new()
        {
            Kinds = fields.Choices("reach.kinds", reach.Kinds ?? []),
            Sources = await CodesAsync("reach.sources", reach.Sources, TermLists.Sources),
            ExceptSources = await CodesAsync("reach.exceptSources", reach.ExceptSources, TermLists.Sources),
            Tiers = await CodesAsync("reach.tiers", reach.Tiers, TermLists.Tiers),
            Topics = await CodesAsync("reach.topics", reach.Topics, TermLists.Topics),
            Places = await CodesAsync("reach.places", reach.Places, TermLists.Regions),
            Departments = await CodesAsync("reach.departments", reach.Departments, TermLists.Departments),
            FromLevel = fields.OptionalChoice("reach.fromLevel", reach.FromLevel) ?? EscalationLevel.FrontLine,
        };

        async Task<IReadOnlyList<string>> CodesAsync(string field, IReadOnlyList<string?>? codes, string listName)
        {
            if (codes is null) return [];
            var list = await book.ListAsync(listName, cancellation);
            return [.. ClockFields.Texts(fields, field, codes).Select((code, i) => fields.OptionalTerm($"{field}[{i}]", code, list)?.Code ?? code)];
        }
    }
}
