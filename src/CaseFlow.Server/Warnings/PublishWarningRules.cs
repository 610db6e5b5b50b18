using System.ComponentModel.DataAnnotations;
using CaseFlow.Access;
using CaseFlow.Clocks;
using CaseFlow.Complaints;
using CaseFlow.Server.Clocks;
using CaseFlow.Server.Definitions;
using CaseFlow.Server.Platform.Commands;
using CaseFlow.Server.Platform.Web;
using CaseFlow.Warnings;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CaseFlow.Server.Warnings;

/// <summary>Where a grade begins.</summary>
public sealed record GradeRequest
{
    /// <summary>Which grade.</summary>
    [Required]
    public WarningGrade? Grade { get; init; }

    /// <summary>From how much on; of a spike, how many times the spread above what is expected.</summary>
    [Required]
    public decimal? From { get; init; }
}

/// <summary>What is usual, as a rule for spikes learns it.</summary>
public sealed record BaselineRequest
{
    /// <summary>How many weeks it looks back.</summary>
    [Required]
    public int? Weeks { get; init; }

    /// <summary>How many days at the end of a month are unlike others.</summary>
    [Required]
    public int? MonthEndDays { get; init; }

    /// <summary>How many times a usual day they count, as long as too few were seen to learn it.</summary>
    [Required]
    public decimal? MonthEndFactor { get; init; }
}

/// <summary>What a rule counts, where, and from when on it warns.</summary>
public sealed record WarningTermsRequest
{
    /// <summary>The rule's name in Chinese.</summary>
    [Required]
    public string? Zh { get; init; }

    /// <summary>The rule's name in English.</summary>
    [Required]
    public string? En { get; init; }

    /// <summary>What it looks for; a rule keeps it through all its versions.</summary>
    [Required]
    public WarningKind? Kind { get; init; }

    /// <summary>Whether each city is counted by itself, or the province as a whole.</summary>
    [Required]
    public WarningLevel? Level { get; init; }

    /// <summary>A topic that is looked at with all below it; all when it is left out.</summary>
    public string? Topic { get; init; }

    /// <summary>How many levels of the topic tell things apart; all topics together when it is left out.</summary>
    public int? TopicLevel { get; init; }

    /// <summary>Whether customers of different brands are counted apart; only of clusters.</summary>
    public bool? ByBrand { get; init; }

    /// <summary>How long the window is; of a spike, whole hours.</summary>
    [Required]
    public int? WindowMinutes { get; init; }

    /// <summary>The grades and where each begins, the lowest first.</summary>
    [Required]
    public IReadOnlyList<GradeRequest?>? Grades { get; init; }

    /// <summary>Fewer than these warn nobody; 1 when it is left out.</summary>
    public int? Minimum { get; init; }

    /// <summary>For how long after a warning has ended no other one is raised about the same.</summary>
    [Required]
    public int? CoolDownMinutes { get; init; }

    /// <summary>How long ago the last thing counted may lie.</summary>
    [Required]
    public int? FreshMinutes { get; init; }

    /// <summary>Of a rule for sources: through whom complaints came up.</summary>
    public IReadOnlyList<EscalationOrigin>? Origins { get; init; }

    /// <summary>Of a rule for breaches: which clocks; all when it is left out.</summary>
    public IReadOnlyList<Obligation>? Obligations { get; init; }

    /// <summary>Of a rule for low scores: which scores are low, namely those below.</summary>
    public decimal? BelowScore { get; init; }

    /// <summary>Of a rule for spikes: what is usual.</summary>
    public BaselineRequest? Baseline { get; init; }

    /// <summary>Whether it warns; true when it is left out.</summary>
    public bool? Active { get; init; }

    /// <summary>The terms that the request says; errors are noted.</summary>
    public static WarningRuleTerms Of(WarningTermsRequest? request, FieldErrors fields, CaseFlow.Definitions.TermList topics)
    {
        ArgumentNullException.ThrowIfNull(fields);
        if (request is null) fields.Add("terms", FieldCodes.Required, "terms must be given.");
        else if (request.Grades is null) fields.Add("terms.grades", FieldCodes.Required, "terms.grades must be given.");
        if (request?.Grades?.Count > MostGrades) fields.Add("terms.grades", FieldCodes.OutOfRange, $"terms.grades takes at most {MostGrades}.");
        var said = request ?? new();
        return new()
        {
            Zh = fields.Text("terms.zh", said.Zh, FieldErrors.ShortText),
            En = fields.Text("terms.en", said.En, FieldErrors.ShortText),
            Kind = fields.Choice("terms.kind", said.Kind),
            Level = fields.Choice("terms.level", said.Level),
            Topic = fields.OptionalTerm("terms.topic", said.Topic, topics)?.Code,
            TopicLevel = said.TopicLevel ?? 0,
            ByBrand = said.ByBrand ?? false,
            WindowMinutes = fields.Value("terms.windowMinutes", said.WindowMinutes),
            Grades = [.. (said.Grades ?? []).Take(MostGrades).Select((grade, i) => new GradeThreshold(fields.Choice($"terms.grades[{i}].grade", grade?.Grade), fields.Value($"terms.grades[{i}].from", grade?.From)))],
            Minimum = said.Minimum ?? 1,
            CoolDownMinutes = fields.Value("terms.coolDownMinutes", said.CoolDownMinutes),
            FreshMinutes = fields.Value("terms.freshMinutes", said.FreshMinutes),
            Origins = [.. fields.Choices("terms.origins", said.Origins ?? []).Distinct()],
            Obligations = [.. fields.Choices("terms.obligations", said.Obligations ?? []).Distinct()],
            BelowScore = said.BelowScore,
            Baseline = BaselineOf(fields, said.Baseline),
            Active = said.Active ?? true,
        };
    }

    private const int MostGrades = 4;

    private static BaselineTerms? BaselineOf(FieldErrors fields, BaselineRequest? said) => said is null ? null : new(
        fields.Value("terms.baseline.weeks", said.Weeks), fields.Value("terms.baseline.monthEndDays", said.MonthEndDays), fields.Value("terms.baseline.monthEndFactor", said.MonthEndFactor));
}

/// <summary>Publish the next version of a rule for warnings.</summary>
public sealed record PublishWarningRuleRequest : CommandRequest
{
    /// <summary>What it counts, where, and from when on it warns.</summary>
    [Required]
    public WarningTermsRequest? Terms { get; init; }

    /// <summary>Why it is published.</summary>
    [Required]
    public string? Reason { get; init; }
}

/// <summary>A rule for warnings in one version.</summary>
/// <param name="Latest">Whether it is in force.</param>
/// <param name="PublishedBy">Who published it.</param>
/// <param name="PublishedAt">When it was recorded; it is valid from then on.</param>
/// <param name="ReplacedAt">When the next version was recorded; null of the one in force.</param>
/// <param name="Rule">The version.</param>
public sealed record WarningRuleAnswer(bool Latest, string PublishedBy, DateTimeOffset PublishedAt, DateTimeOffset? ReplacedAt, WarningRulePublished Rule);

/// <summary>The versions of the rules for warnings.</summary>
public static class PublishingWarningRules
{
    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/definitions/warning-rules", RulesAsync)
            .Requires(Permission.ReadDefinitions)
            .WithTags(DefinitionsInForce.Tag)
            .WithSummary("The rules for warnings in all their versions, the latest first. The ETag is that of a publication.");
        api.MapPost("/definitions/warning-rules/{name}", (string name, PublishWarningRuleRequest request, HttpContext http, CommandShell shell, DefinitionBook book, CancellationToken cancellation) =>
                CommandRoutes.CarryOutAsync(http, WarningEvaluation.RulesStream, request, context => PublishAsync(shell, book, name, request, context, cancellation), cancellation))
            .DescribeCommand(Permission.PublishDefinitions, DefinitionsInForce.Tag, "Publishes the next version of a rule for warnings.");
    }

    public static async Task<CommandOutcome> PublishAsync(CommandShell shell, DefinitionBook book, string name, PublishWarningRuleRequest request, CommandContext context, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(shell);
        ArgumentNullException.ThrowIfNull(book);
        ArgumentNullException.ThrowIfNull(request);
        var fields = new FieldErrors();
        var rule = ClockFields.Name(fields, name);
        var terms = WarningTermsRequest.Of(request.Terms, fields, await book.ListAsync(TermLists.Topics, cancellation));
        var reason = fields.Text("reason", request.Reason);
        return fields.Any
            ? fields.Outcome
            : await shell.DecideAsync(Streams.WarningRules, WarningEvaluation.RulesStream, context, rules => WarningRuleDecisions.Publish(rules, new(rule, terms, reason)), cancellation);
    }

    /// <summary>All versions, the latest first.</summary>
    public static async Task<(long Version, List<WarningRuleAnswer> Rules)> VersionsAsync(CommandShell shell, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(shell);
        var history = await shell.HistoryAsync(WarningEvaluation.RulesStream, cancellation);
        var published = history.Where(e => e.Data is WarningRulePublished).Select(e => (Event: e, Rule: (WarningRulePublished)e.Data)).ToList();
        return (history.Count == 0 ? 0 : history[^1].Version, [.. published.AsEnumerable().Reverse().Select(one =>
        {
            var next = published.FirstOrDefault(other => other.Rule.Rule == one.Rule.Rule && other.Rule.Version == one.Rule.Version + 1).Event;
            return new WarningRuleAnswer(next is null, one.Event.Metadata.Actor, one.Event.RecordedAt, next?.RecordedAt, one.Rule);
        })]);
    }

    private static async Task<Ok<List<WarningRuleAnswer>>> RulesAsync(HttpContext http, CommandShell shell, CancellationToken cancellation)
    {
        var (version, rules) = await VersionsAsync(shell, cancellation);
        http.Response.Headers.ETag = Answers.ETag(version);
        return TypedResults.Ok(rules);
    }
}
